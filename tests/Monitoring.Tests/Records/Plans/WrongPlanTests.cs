using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records.Plans;

public sealed class WrongPlanTests
{
    private const string Area = "facilities[0].areas[0]";
    private const string Signal = $"{Area}.equipment[0].signals[0]";
    private const string Rule = $"{Signal}.rules[0]";

    [Theory]
    // Form
    [InlineData("kind: kitchen", "kinds: kitchen", 7, $"{Area}.kinds", "Did you mean 'kind'?")]
    [InlineData("kind: kitchen", "kinds: kitchen", 6, $"{Area}.kind", "'kind' is missing.")]
    [InlineData("time_zone: Asia/Makassar", "colour: red", 4, "facilities[0].colour", "Known are: id, name, time_zone, areas, people, shifts, escalation, shelving.")]
    [InlineData("time_zone: Asia/Makassar", "time_zone:", 4, "facilities[0].time_zone", "It has no value.")]
    [InlineData("time_zone: Asia/Makassar", "time_zone: [Asia]", 4, "facilities[0].time_zone", "A word is expected, not a list.")]
    [InlineData("name: {id: Dapur, en: Kitchen}", "name: Kitchen", 8, $"{Area}.name", "{id: TEXT, en: TEXT}")]
    [InlineData("name: {id: Dapur, en: Kitchen}", "name: {id: Dapur}", 8, $"{Area}.name.en", "'en' is missing.")]
    [InlineData("name: {id: Dapur, en: Kitchen}", "name: {id: '', en: Kitchen}", 8, $"{Area}.name.id", "It has no value.")]
    [InlineData("name: {id: Dapur, en: Kitchen}", "name: *nobody", 8, $"{Area}.name", "No block named &nobody")]
    [InlineData("kind: kitchen", "kind: kichen", 7, $"{Area}.kind", "Did you mean 'kitchen'?")]
    [InlineData("unit: °C", "unit: C", 15, $"{Signal}.unit", "Did you mean '°C'?")]
    [InlineData("priority: medium", "priority: urgent", 30, $"{Rule}.priority", "Known are: low, medium, high.")]
    [InlineData("limit: 175", "limit: hot", 27, $"{Rule}.hi_hi.limit", "'hot' isn't a number.")]
    [InlineData("limit: 175", "limit: 1e999", 27, $"{Rule}.hi_hi.limit", "isn't a number.")]
    [InlineData("limit: 175, ", "", 27, $"{Rule}.hi_hi.limit", "'limit' is missing.")]
    [InlineData("hi: 160", "hi: .nan", 26, $"{Rule}.hi", "isn't a number.")]
    [InlineData("on_delay: 60s", "on_delay: 60", 29, $"{Rule}.on_delay", "60s, 30min, 4h or 1d")]
    [InlineData("on_delay: 60s", "on_delay: -5s", 29, $"{Rule}.on_delay", "'-5s' isn't a duration.")]
    [InlineData("on_delay: 60s", "on_delay: 30m", 29, $"{Rule}.on_delay", "'30m' isn't a duration.")]
    [InlineData("on_delay: 60s", "on_delay: 400d", 29, $"{Rule}.on_delay", "at most 366d")]
    [InlineData("on_delay: 60s", "deadband: 4", 29, $"{Rule}.deadband", "given twice, first in line 28")]
    [InlineData("range: [0, 400]", "range: 400", 16, $"{Signal}.range", "A list is expected, not '400'.")]
    [InlineData("signal: basket", "signal: workshop/room/light", 31, $"{Rule}.while.signal", "its own area")]
    [InlineData("    signals:\n", "    signal:\n", 12, $"{Area}.equipment[0].signal", "Did you mean 'signals'?")]
    // Meaning
    [InlineData("id: kitchen", "id: my kitchen", 6, $"{Area}.id", "a-z A-Z 0-9 _ and -")]
    [InlineData("id: workshop", "id: kitchen", 38, "facilities[0].areas[1].id", "is there already")]
    [InlineData("id: basket", "id: oil_temp", 32, $"{Area}.equipment[0].signals[1].id", "is there already")]
    [InlineData("id: basket", "id: status", 32, $"{Area}.equipment[0].signals[1].id", "reserved")]
    [InlineData("id: fryer", "id: alarms", 10, $"{Area}.equipment[0].id", "reserved")]
    [InlineData("id: frying", "id: missing-data", 20, $"{Rule}.id", "reserved")]
    [InlineData("id: frying", "id: bad-quality", 20, $"{Rule}.id", "reserved")]
    [InlineData("Asia/Makassar", "Asia/Palu", 4, "facilities[0].time_zone", "'Asia/Palu' isn't a time zone")]
    [InlineData("range: [0, 400]", "range: [400, 0]", 16, $"{Signal}.range", "the lower one first")]
    [InlineData("range: [0, 400]", "range: []", 16, $"{Signal}.range", "isn't two numbers")]
    [InlineData("range: [0, 400]", "range: [0, 1, 2]", 16, $"{Signal}.range", "isn't two numbers")]
    [InlineData("stale_after: 30s", "stale_after: 500ms", 18, $"{Signal}.stale_after", "shorter than expected_interval")]
    [InlineData("stale_after: 30s", "", 13, $"{Signal}.stale_after", "silence would go unnoticed")]
    [InlineData("expected_interval: 1s", "", 18, $"{Signal}.stale_after", "no expected_interval")]
    [InlineData("expected_interval: 1s", "expected_interval: 0s", 17, $"{Signal}.expected_interval", "The interval is zero.")]
    [InlineData("stale_after: 30s", "stale_after: 30s\n                late_after: 0s", 19, $"{Signal}.late_after", "every reading would be history")]
    [InlineData("lo: 130", "lo: 165", 26, $"{Rule}.hi", "hi 160 °C isn't above lo 165 °C.")]
    [InlineData("limit: 175", "limit: 160", 27, $"{Rule}.hi_hi", "isn't above hi 160 °C")]
    [InlineData("limit: 175", "limit: 500", 27, $"{Rule}.hi_hi", "outside the signal's range 0 °C to 400 °C")]
    [InlineData("lo: 130", "lo: -1", 25, $"{Rule}.lo", "outside the signal's range")]
    [InlineData("deadband: 3", "deadband: -1", 28, $"{Rule}.deadband", "negative")]
    [InlineData("deadband: 3", "deadband: 15", 28, $"{Rule}.deadband", "distance from hi 160 °C to hi_hi 175 °C")]
    [InlineData("deadband: 3", "deadband: 270", 25, $"{Rule}.lo", "the alarm could never return")]
    [InlineData("respond_within: 5min", "respond_within: 0s", 24, $"{Rule}.respond_within", "no time")]
    [InlineData("signal: basket", "signal: lid", 31, $"{Rule}.while.signal", "The area has no signal 'fryer/lid'.")]
    [InlineData("signal: basket", "signal: room/light", 31, $"{Rule}.while.signal", "belongs to the area 'workshop'")]
    [InlineData("at_least: 1", "at_least: 2", 31, $"{Rule}.while.at_least", "outside the range")]
    public void A_wrong_plan_names_the_line_the_field_and_the_remedy(string right, string wrong, int line, string field, string says)
    {
        var errors = SmallPlan.ErrorsOf(SmallPlan.With(right, wrong));

        Assert.True(errors.Any(e => e.Line == line && e.Field == field && $"{e.What} {e.Remedy}".Contains(says, StringComparison.Ordinal)), string.Join('\n', errors.Select(e => e.ToString())));
    }

    [Theory]
    [InlineData("", 1, "The file is empty.")]
    [InlineData("# nothing\n", 1, "The file is empty.")]
    [InlineData("hello", 1, "Fields are expected, not 'hello'.")]
    [InlineData("- a", 1, "Fields are expected, not a list.")]
    [InlineData("{}", 1, "'facilities' is missing.")]
    [InlineData("facilities: []", 1, "The plan has no facility.")]
    [InlineData("facilities:\n  - 5\n", 2, "Fields are expected, not '5'.")]
    [InlineData("facilities:\n  - id: a\n    areas: []\n", 3, "The facility has no area.")]
    [InlineData("facilities:\n  - id: a\n\tname: b\n", 3, "indented with a tab. Use spaces.")]
    [InlineData("facilities:\n  - id: 'a\n", 2, "This isn't YAML")]
    [InlineData("facilities: []\n---\nfacilities: []\n", 2, "A second document begins here.")]
    [InlineData("? [a]\n: b\n", 1, "A field's name must be a word.")]
    [InlineData("&a facilities: *a\n", 1, "A list is expected")]
    public void A_file_that_is_no_plan_says_so(string yaml, int line, string says)
    {
        var errors = SmallPlan.ErrorsOf(yaml);

        Assert.True(errors.Any(e => e.Line == line && $"{e.What} {e.Remedy}".Contains(says, StringComparison.Ordinal)), string.Join('\n', errors.Select(e => e.ToString())));
    }

    [Fact]
    public void Every_error_comes_at_once_in_the_order_of_the_file()
    {
        var yaml = SmallPlan.With("Asia/Makassar", "Nowhere").Replace("unit: lx", "unit: lux", StringComparison.Ordinal)
            .Replace("deadband: 3", "deadband: -3", StringComparison.Ordinal).Replace("stale_after: 60s", "stale_after: soon", StringComparison.Ordinal)
            .Replace("kind: workshop", "kind: workshop\n        kind: kitchen", StringComparison.Ordinal);

        var errors = SmallPlan.ErrorsOf(yaml);

        Assert.Equal([4, 28, 37, 40, 48], errors.Select(e => e.Line));
    }

    [Fact]
    public void One_mistake_is_one_error()
    {
        Assert.All(
            new[] { ("id: palu", "id:"), ("range: [0, 400]", "range: [0, warm]"), ("hi: 160", "hi: warm"), ("lo: 130", "lo: {limit: }"), ("respond_within: 5min", "respond_within: 5"), ("[0, 1]", "0") },
            mistake => Assert.Single(SmallPlan.ErrorsOf(SmallPlan.With(mistake.Item1, mistake.Item2))));
    }

    [Fact]
    public void The_message_holds_each_error_on_a_line_of_its_own()
    {
        var wrong = Assert.Throws<PlanException>(() => PlanFile.Parse(SmallPlan.With("stale_after: 30s", "stale_after: 500ms"), "plan.yaml"));

        Assert.Equal(
            [
                "The plan can't be used:",
                $"plan.yaml:18: {Signal}.stale_after: It is shorter than expected_interval: the signal would always be missing. Make it several times expected_interval.",
            ],
            wrong.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void A_plan_of_blocks_that_repeat_blocks_that_repeat_blocks_is_refused_and_not_unfolded()
    {
        var levels = Enumerable.Range(1, 9).Select(i => $"  - &b{i} [{string.Join(", ", Enumerable.Repeat($"*b{i - 1}", 300))}]");
        var bomb = $"facilities:\n  - &b0 [1]\n{string.Join('\n', levels)}\n";
        Assert.InRange(bomb.Length, 1, 20_000);
        Assert.Contains("far too large", SmallPlan.ErrorsOf(bomb)[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_faults_than_anybody_reads_the_first_thousand_are_told() =>
        Assert.Equal(1_000, SmallPlan.ErrorsOf($"facilities: [{string.Join(", ", Enumerable.Repeat("1", 50_000))}]").Length);

    [Fact]
    public void A_plan_nested_without_end_is_refused_and_not_followed() =>
        Assert.Contains("too deep", SmallPlan.ErrorsOf(new string('[', 100_000))[0].What, StringComparison.Ordinal);
}
