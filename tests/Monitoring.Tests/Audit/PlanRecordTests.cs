using Monitoring.Domain.Audit;
using Monitoring.Records.Audit;
using Monitoring.Tests.Records.Access;
using Monitoring.Tests.Records.Plans;

namespace Monitoring.Tests.Audit;

public sealed class PlanRecordTests(AccessPlaces places) : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("plans-").FullName;
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_recorded_once_and_another_one_with_what_changed()
    {
        Assert.True(await StartAsync(SmallPlan.Yaml));
        Assert.False(await StartAsync(SmallPlan.Yaml));
        Assert.True(await StartAsync(SmallPlan.Yaml.Replace("hi: 160", "hi: 165", StringComparison.Ordinal)));
        Assert.True(await StartAsync(SmallPlan.Yaml));
        Assert.False(await StartAsync(SmallPlan.Yaml));

        await using var audit = new SomeAudit(directory, PlanFile);
        var page = await audit.Trail.QueryAsync(new AuditQuestion(null, 10, "plan file", "plan.change", null, null, null, null), stop);
        Assert.Equal(3, page.Entries.Length);
        Assert.All(page.Entries, e => Assert.Equal(PlanFile, e.From));
        Assert.Null(page.Entries[2].Before);
        Assert.Null(page.Entries[2].Private);
        Assert.Equal(page.Entries[2].After, page.Entries[1].Before);
        Assert.Equal(page.Entries[2].After, page.Entries[0].After);
        Assert.Matches("""^\{"diff":"@@ [0-9]+ @@\\n- +hi: 160\\n\+ +hi: 165\\n"\}$""", page.Entries[1].Private);
        Assert.Equal(2L, SomeAudit.Ask(audit.AccessFile, "SELECT count(*) FROM \"PlanVersions\""));

        await audit.Signer.StartingAsync(stop);
        Assert.Null((await audit.VerifyAsync(stop)).Problem);
        SomeAudit.Attack(audit.AccessFile, "UPDATE \"PlanVersions\" SET \"Text\" = replace(\"Text\", 'hi: 165', 'hi: 195')");
        Assert.EndsWith("was changed.", (await audit.VerifyAsync(stop)).Problem, StringComparison.Ordinal);
        SomeAudit.Attack(audit.AccessFile, "DELETE FROM \"PlanVersions\"");
        Assert.EndsWith("is missing.", (await audit.VerifyAsync(stop)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Everything_is_verified_whatever_database_people_are_kept_in(Kind kind)
    {
        await File.WriteAllTextAsync(PlanFile, SmallPlan.Yaml, stop);
        await using var place = await places.NewAsync(kind);
        await using var audit = new SomeAudit(directory, PlanFile, place.Settings);
        await audit.Signer.StartingAsync(stop);
        Assert.True(await audit.Plans.RecordAsync(stop));
        await audit.ChangeAsync(1, stop);
        await audit.AlarmAsync(1, stop);
        await audit.SignAsync(stop);
        await audit.ChangeAsync(2, stop);
        var verdict = await audit.VerifyAsync(stop);
        Assert.Equal((null, 3, 1), (verdict.Problem, verdict.Trail.Entries, verdict.Journal.Entries));
    }

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "")]
    [InlineData("a\nb\nc", "a\nx\nc", "@@ 2 @@\n-b\n+x\n")]
    [InlineData("a\nb", "a\nb\nc", "@@ 3 @@\n+c\n")]
    [InlineData("a\nb\nc\nd\ne", "b\nc\nX\nd", "@@ 1 @@\n-a\n@@ 3 @@\n+X\n@@ 5 @@\n-e\n")]
    [InlineData("", "a", "@@ 1 @@\n-\n+a\n")]
    [InlineData("a\r\nb", "a\nb", "")]
    public void A_difference_is_told_line_by_line_where_it_is(string before, string after, string expected) => Assert.Equal(expected, LineDiff.Of(before, after));

    [Fact]
    public void A_difference_of_many_lines_is_cut_and_says_how_many_more()
    {
        var diff = LineDiff.Of(string.Join('\n', Enumerable.Range(0, 150)), string.Join('\n', Enumerable.Range(1_000, 150)));
        var huge = LineDiff.Of(string.Join('\n', Enumerable.Range(0, 5_000)), string.Join('\n', Enumerable.Range(10_000, 5_000)));

        Assert.EndsWith("@@ and 100 more lines @@\n", diff, StringComparison.Ordinal);
        Assert.EndsWith("@@ and 9800 more lines @@\n", huge, StringComparison.Ordinal);
        Assert.Equal(LineDiff.MostLines, diff.Split('\n').Count(l => l is ['-' or '+', ..]));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string PlanFile => Path.Combine(directory, "plan.yaml");

    private async Task<bool> StartAsync(string yaml)
    {
        await File.WriteAllTextAsync(PlanFile, yaml, stop);
        await using var audit = new SomeAudit(directory, PlanFile);
        return await audit.Plans.RecordAsync(stop);
    }
}
