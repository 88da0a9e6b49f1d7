using System.Text.RegularExpressions;

namespace Monitoring.Tests.Architecture;

/// <summary>README's map of the code is tested, so that it can't rot.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_file_that_a_journey_names_exists()
    {
        var named = FileLink().Matches(Repository.Read("README.md")).Select(m => m.Groups["file"].Value).ToArray();
        Assert.True(named.Length >= 15, "README's journeys name the files of the way from packet to screen, store and record book.");
        var missing = named.Where(f => !Path.Exists(Path.Combine(Repository.Root, f)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap_and_each_fits_a_page()
    {
        var decisions = Repository.Files(".md").Where(f => f.StartsWith("src/decisions/", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)!).Order().ToArray();
        Assert.NotEmpty(decisions);
        Assert.Equal(Enumerable.Range(1, decisions.Length).Select(n => $"{n:0000}"), decisions.Select(d => d[..4]));
        Assert.All(decisions, d => Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "src/decisions", d)).Count(), 5, 60));
    }

    [Fact]
    public void No_file_names_the_machine_it_was_written_on()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var machine = Repository.Files(".cs", ".md", ".json", ".yaml", ".sh", ".conf", ".ts", ".svelte", ".props", ".csproj", ".targets")
            .Where(f => Repository.Read(f).Contains($"{home}/", StringComparison.Ordinal) || Repository.Read(f).Contains($"{Path.GetDirectoryName(Repository.Root)}/main", StringComparison.Ordinal));
        Assert.Empty(machine);
    }

    [GeneratedRegex(@"\]\((?<file>(src|tests|dashboards|firmware-config)/[^)#\s]+)\)")]
    private static partial Regex FileLink();
}
