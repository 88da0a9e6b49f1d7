using System.Security.Cryptography;
using Monitoring.Domain.Devices;

namespace Monitoring.Server.Devices;

/// <summary>Writes the files, whole or not at all, for their owner alone. This server's own password is made the first time and kept.</summary>
internal static class MosquittoFolder
{
    public const string ServerPasswordName = "monitoring.password";

    private const UnixFileMode ForOwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string folder, MosquittoFiles files)
    {
        Directory.CreateDirectory(folder);
        Replace(folder, MosquittoFiles.ConfigurationName, files.Configuration());
        Replace(folder, MosquittoFiles.AccessName, files.Access());
        Replace(folder, MosquittoFiles.PasswordsName, files.Passwords(DevicePassword.Hash(ServerPassword(folder), RandomNumberGenerator.GetBytes(DevicePassword.SaltLength))));
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

        File.Move(draft, file, overwrite: true);
    }
}
