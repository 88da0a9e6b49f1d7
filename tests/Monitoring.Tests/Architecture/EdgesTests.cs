using System.Text.RegularExpressions;
using System.Xml.Linq;
using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Architecture;

/// <summary>One direction, few rooms. A line in this table exists to forbid the others.</summary>
public sealed partial class EdgesTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Monitoring.Domain"] = [],
        ["Monitoring.Grains"] = ["Monitoring.Domain"],
        ["Monitoring.Ingest"] = ["Monitoring.Grains"],
        ["Monitoring.History"] = ["Monitoring.Grains"],
        ["Monitoring.Records"] = ["Monitoring.Grains"],
        ["Monitoring.Simulator"] = ["Monitoring.Domain"],
        ["Monitoring.Server"] = ["Monitoring.Grains", "Monitoring.History", "Monitoring.Ingest", "Monitoring.Records", "Monitoring.Simulator"],
    };

    private static readonly string[] Edges = ["Monitoring.Ingest", "Monitoring.History", "Monitoring.Records", "Monitoring.Simulator"];

    [Fact]
    public void Projects_reference_exactly_what_the_table_says()
    {
        var found = Repository.Files(".csproj").Where(f => f.StartsWith("src/", StringComparison.Ordinal)).ToDictionary(
            f => Path.GetFileNameWithoutExtension(f),
            f => XDocument.Parse(Repository.Read(f)).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Order().ToArray());
        Assert.Equal(MayReference.Keys.Order(), found.Keys.Order());
        Assert.All(found, f => Assert.Equal(MayReference[f.Key], f.Value));
    }

    [Fact]
    public void Domain_references_nothing_but_the_system_and_Orleans_serialization()
    {
        var strangers = typeof(Plan).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && !n.StartsWith("Orleans.Serialization", StringComparison.Ordinal));
        Assert.Empty(strangers);
    }

    [Fact]
    public void Domain_has_no_clock_no_files_no_tasks_and_no_logger()
    {
        var forbidden = Repository.Files(".cs").Where(f => f.StartsWith("src/Monitoring.Domain/", StringComparison.Ordinal))
            .Where(f => ImpureWord().IsMatch(Repository.Read(f)));
        Assert.Empty(forbidden);
    }

    [Fact]
    public void The_edges_meet_in_the_host_only_where_modules_are_put_together()
    {
        // Program.cs names them all; a health check or a resource may read the one edge that it reports on.
        var both = Repository.Files(".cs").Where(f => f.StartsWith("src/Monitoring.Server/", StringComparison.Ordinal) && !f.EndsWith("/Program.cs", StringComparison.Ordinal))
            .Where(f => Edges.Count(e => Repository.Read(f).Contains($"using {e}", StringComparison.Ordinal)) > 1);
        Assert.Empty(both);
    }

    [Fact]
    public void Interfaces_are_grain_contracts_and_ports()
    {
        var strays = Repository.Files(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal) && InterfaceDeclaration().IsMatch(Repository.Read(f)))
            .Where(f => !f.StartsWith("src/Monitoring.Grains/Contracts/", StringComparison.Ordinal) && !f.StartsWith("src/Monitoring.Grains/Ports/", StringComparison.Ordinal));
        Assert.Empty(strays);
    }

    [Fact]
    public void No_type_hides_what_it_is_behind_a_word_that_fits_everything()
    {
        var vague = Repository.Files(".cs", ".ts", ".svelte").Where(f => VagueName().IsMatch(Path.GetFileNameWithoutExtension(f)));
        Assert.Empty(vague);
    }

    [GeneratedRegex(@"\b(TimeProvider|ILogger|Task<|ValueTask|async |File\.|HttpClient|DateTime(Offset)?\.(Utc)?Now|Console\.)")]
    private static partial Regex ImpureWord();

    [GeneratedRegex(@"^\s*(public|internal|private)?\s*(partial )?interface I", RegexOptions.Multiline)]
    private static partial Regex InterfaceDeclaration();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Common)$")]
    private static partial Regex VagueName();
}
