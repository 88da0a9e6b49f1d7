namespace Monitoring.Tests.Architecture;

/// <summary>The source tree that these tests were built from: found by walking up, because a deterministic build knows no paths.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Source files that people write, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(params string[] endings) =>
        Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is ".git" or ".artifacts" or "obj" or "bin" or "node_modules" or "dist" or "Migrations"))
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Monitoring.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Monitoring.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
