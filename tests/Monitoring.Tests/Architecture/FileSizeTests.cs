namespace Monitoring.Tests.Architecture;

/// <summary>A file is a page: 150 lines is full, more than 300 is a failure.</summary>
public sealed class FileSizeTests
{
    private const int Limit = 300;

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines()
    {
        var tooLong = Repository.Files(".cs", ".ts", ".svelte", ".css").Select(f => (File: f, Lines: Lines(f))).Where(f => f.Lines > Limit);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_median_file_is_short()
    {
        var lines = Repository.Files(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal)).Select(Lines).Order().ToArray();
        Assert.InRange(lines[lines.Length / 2], 1, 80);
    }

    private static int Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Count();
}
