namespace Monitoring.Tests.Server.Access;

/// <summary>Who may read and change a file; on Windows, which has no modes, nobody asks.</summary>
internal static class FileModes
{
    public static void Set(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    /// <summary>Does it have exactly this mode?</summary>
    public static bool Is(string file, UnixFileMode mode) => OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == mode;
}
