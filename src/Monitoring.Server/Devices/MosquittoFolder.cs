using System.Security.Cryptography;
using Monitoring.Domain.Devices;

namespace Monitoring.Server.Devices;

/// <summary>Writes the files for their owner alone; one that is there keeps its owner, which is Mosquitto's user. This server's own password is made the first time and kept.</summary>
internal static class MosquittoFolder
{
    public const string ServerPasswordName = "monitoring.password";

    private const UnixFileMode ForOwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForEverybody = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static void Write(string folder, MosquittoFiles files)
    {
        Directory.CreateDirectory(folder);
        Replace(folder, MosquittoFiles.ConfigurationName, files.Configuration());
        Replace(folder, MosquittoFiles.AccessName, files.Access());
        Replace(folder, MosquittoFiles.PasswordsName, files.Passwords());
        Replace(folder, MosquittoFiles.ServerAccessName, files.ServerAccess());
        var hash = DevicePassword.Hash(ServerPassword(folder), RandomNumberGenerator.GetBytes(DevicePassword.SaltLength));
        Replace(folder, MosquittoFiles.ServerPasswordsName, files.ServerPasswords(hash));
    }

    private static string ServerPassword(string folder)
    {
        var file = Path.Combine(folder, ServerPasswordName);
        if (!File.Exists(file))
        {
            Replace(folder, ServerPasswordName, DevicePassword.Write(RandomNumberGenerator.GetBytes(DevicePassword.SecretLength)) + "\n");
        }

        return File.ReadAllText(file).TrimEnd('\r', '\n');
    }

    private static void Replace(string folder, string name, string text)
    {
        var (file, draft) = (Path.Combine(folder, name), Path.Combine(folder, $"{name}.new"));
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ForOwnerAlone;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(text);
        }

        if (!File.Exists(file) || new FileInfo(file).LinkTarget is not null)
        {
            File.Move(draft, file, overwrite: true);
            return;
        }

        WriteInto(file, draft);
        File.Delete(draft);
    }

    /// <summary>A file moved into its place would be ours, and Mosquitto couldn't read it. The draft has proved that there is room, and stays if this fails half-way.</summary>
    private static void WriteInto(string file, string draft)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ForEverybody) != 0)
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~ForEverybody);
        }

        using var written = File.OpenRead(draft);
        using var there = new FileStream(file, FileMode.Truncate, FileAccess.Write);
        written.CopyTo(there);
    }
}
