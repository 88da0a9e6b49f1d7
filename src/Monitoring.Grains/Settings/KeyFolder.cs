using Microsoft.Extensions.Configuration;

namespace Monitoring.Grains.Settings;

/// <summary>
/// <c>Data:Directory/keys</c>: the keys that this server made for itself. Made for this program's user alone (0700, files 0600); what others may read or write is refused,
/// because a key that was open for a while may have been copied. On Windows the folder has the rights of the data directory.
/// </summary>
public sealed class KeyFolder(string dataDirectory)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(dataDirectory, "keys"));

    public static KeyFolder Of(IConfiguration configuration) => new(configuration["Data:Directory"] ?? "./data");

    /// <summary>Why others may read or change this key file; null: they may not, or it isn't there. The sentence has the command that mends it.</summary>
    public static string? WhyOpen(string file) =>
        !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0
            ? $"'{file}' holds a key and other users of this machine may read or change it: chmod 600 '{file}'"
            : null;

    /// <exception cref="InvalidDataException">The file can't be read, or others may read it; the message says what to do.</exception>
    /// <returns>Null: there is no such file.</returns>
    public string? Find(string name) => Guard(name, file =>
    {
        Require();
        return !File.Exists(file) ? null : WhyOpen(file) is { } open ? throw new InvalidDataException($"{open} and make a new key if somebody may have used that.") : File.ReadAllText(file);
    });

    /// <summary>What was made at an earlier start, or what is made now; when two processes start at once, both get the same.</summary>
    /// <exception cref="InvalidDataException">The file can't be read or written, or others may read it; the message says what to do.</exception>
    public string FindOrMake(string name, Func<string> make)
    {
        if (Find(name) is { } made)
        {
            return made;
        }

        Put(name, make(), overwrite: false);
        return Find(name) ?? throw new InvalidDataException($"'{FileOf(name)}' was deleted while the server started: start it again.");
    }

    /// <summary>Replaces the file as a whole: a reader sees the old or the new one, also after a crash.</summary>
    /// <exception cref="InvalidDataException">It can't be written; the message says what to do.</exception>
    public void Write(string name, string text) => Put(name, text, overwrite: true);

    private string FileOf(string name) => System.IO.Path.Combine(Path, name);

    private void Put(string name, string text, bool overwrite) => Guard(name, file =>
    {
        Require();
        var part = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        using (var stream = new FileStream(part, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(part, file, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            File.Delete(part);
        }

        return true;
    });

    private void Require()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
            return;
        }

        Directory.CreateDirectory(Path, OwnFolder);
        if ((File.GetUnixFileMode(Path) & Others) != 0)
        {
            throw new InvalidDataException($"'{Path}' holds this server's keys and other users of this machine may open it: chmod 700 '{Path}' and see that nobody changed what is in it.");
        }
    }

    private T Guard<T>(string name, Func<string, T> work)
    {
        var file = FileOf(name);
        try
        {
            return work(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The key file '{file}' can't be read or written: {wrong.Message} Let this program's user write in Data:Directory.", wrong);
        }
    }
}
