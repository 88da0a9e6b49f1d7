using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records.Plans;

public sealed class WrongFullPlanTests
{
    private const string Palu = "facilities[0]";
    private const string Area = $"{Palu}.areas[0]";
    private const string Fryer = $"{Area}.equipment[0]";
    private const string Oil = $"{Fryer}.signals[0]";
    private const string Rules = $"{Oil}.rules";
    private const string Washes = $"{Area}.equipment[1].signals[0]";
    private const string Sanitiser = $"{Area}.equipment[1].signals[1]";

    [Theory]
    // What a rule looks at
    [InlineData("of: unchanged", "of: unchangd", $"{Rules}[3].of", "Write since_increase, unchanged")]
    [InlineData("of: unchanged", "of: [unchanged]", $"{Rules}[3].of", "Fields are expected")]
    [InlineData("of: unchanged", "of: since_increase", $"{Rules}[3].of", "Only a counter")]
    [InlineData("of: {rate: {window: 60s}}", "of: {rate: {}}", $"{Rules}[1].of.rate.window", "'window' is missing.")]
    [InlineData("of: {rate: {window: 60s}}", "of: {}", $"{Rules}[1].of", "Add one of rate, difference_to.")]
    [InlineData("of: {rate: {window: 60s}}", "of: {rte: {window: 60s}}", $"{Rules}[1].of.rte", "Did you mean 'rate'?")]
    [InlineData("of: {rate: {window: 60s}}", "of: {rate: {window: 60s}, difference_to: basket}", $"{Rules}[1].of", "can't stand together")]
    [InlineData("of: {rate: {window: 60s}}", "of: {rate: {window: 5s}}", $"{Rules}[1].of.rate.window", "too short or too long")]
    [InlineData("of: {rate: {window: 60s}}", "of: {rate: {window: 2d}}", $"{Rules}[1].of.rate.window", "too short or too long")]
    [InlineData("while: {phase: open}\n                    of: since_increase", "of: {rate: {window: 2min}}", $"{Washes}.rules[0].of.rate.window", "6 times expected_interval")]
    [InlineData("of: {difference_to: second_temp}", "of: {difference_to: third_temp}", $"{Rules}[2].of.difference_to", "The area has no signal 'fryer/third_temp'.")]
    [InlineData("of: {difference_to: second_temp}", "of: {difference_to: a/b/c}", $"{Rules}[2].of.difference_to", "its own area")]
    [InlineData("of: {difference_to: second_temp}", "of: {difference_to: oil_temp}", $"{Rules}[2].of.difference_to", "with itself")]
    [InlineData("of: {difference_to: second_temp}", "of: {difference_to: basket}", $"{Rules}[2].of.difference_to", "in °C, the other in state")]
    [InlineData("hi: 8\n", "lo: 8\n", $"{Rules}[2].lo", "only an upper limit")]
    [InlineData("hi: 8\n", "hi: -8\n", $"{Rules}[2].hi", "only an upper limit")]
    [InlineData("hi: 8\n", "hi: 8\n                    deadband: 8\n", $"{Rules}[2].hi", "With the deadband 8 °C no value")]
    [InlineData("hi: 15\n", "hi: 15\n                    hi_hi: 12\n", $"{Rules}[1].hi_hi", "hi_hi 12 °C/min isn't above hi 15 °C/min.")]
    // What it waits for
    [InlineData("while: {phase: frying}", "while: {phase: fryin}", $"{Rules}[0].while.phase", "Did you mean 'frying'?")]
    [InlineData("while: {phase: frying}", "while: {phase: [frying, open]}", $"{Rules}[0].while.phase", "can't stand together")]
    [InlineData("while: {phase: frying}", "while: {phase: []}", $"{Rules}[0].while.phase", "The list is empty.")]
    [InlineData("while: {phase: frying}", "while: {phase: frying, at_least: 1}", $"{Rules}[0].while.at_least", "isn't a field here")]
    [InlineData("while: {phase: frying}", "while: {phse: frying}", $"{Rules}[0].while.phse", "Did you mean 'phase'?")]
    [InlineData("while: {phase: frying}", "while: frying", $"{Rules}[0].while", "Fields are expected, not 'frying'.")]
    [InlineData("suppress_while: {phase: [heating, cooling]}", "suppress_while: {signal: lid, at_least: 1}", $"{Rules}[0].suppress_while.signal", "no signal 'fryer/lid'")]
    [InlineData("phases: {fryer: {signal: oil_temp, basket: basket, working_from: 120}}", "lost_priority: low", $"{Rules}[0].while.phase", "Nobody can tell the phase of 'fryer'")]
    [InlineData("hours:\n          - {from: 06:00, to: 17:00, days: [mon, tue]}\n          - {from: 07:00, to: 12:00, days: sat}\n        equipment:", "equipment:", $"{Washes}.rules[0].while.phase", "it has no hours")]
    [InlineData("hours:\n          - {from: 06:00, to: 17:00, days: [mon, tue]}\n          - {from: 07:00, to: 12:00, days: sat}\n        equipment:", "equipment:", $"{Sanitiser}.due.while.phase", "it has no hours")]
    // On what terms
    [InlineData("latched: true", "latched: yes", $"{Rules}[0].latched", "Known are: true, false.")]
    [InlineData("acknowledgement_expires: never", "acknowledgement_expires: 10s", $"{Rules}[0].acknowledgement_expires", "at least 1min, or never")]
    [InlineData("acknowledgement_expires: never", "acknowledgement_expires: later", $"{Rules}[0].acknowledgement_expires", "isn't a duration")]
    [InlineData("realarm_after: 30min", "realarm_after: 0s", $"{Rules}[0].realarm_after", "call without end")]
    [InlineData("corrective_action: verified", "corrective_action: twice", $"{Rules}[0].corrective_action", "Known are: none, required, verified.")]
    [InlineData("id: frying", "id: communication-lost", $"{Rules}[0].id", "reserved")]
    [InlineData("id: frying", "id: overdue", $"{Rules}[0].id", "reserved")]
    [InlineData("id: frying", "id: phase", $"{Rules}[0].id", "reserved")]
    [InlineData("id: frying", "id: out-of-service", $"{Rules}[0].id", "reserved")]
    // Signals and equipment
    [InlineData("reorder_window: 5s", "reorder_window: 30s", $"{Oil}.reorder_window", "less than stale_after")]
    [InlineData("fault_values: [85, -127]", "fault_values: 85", $"{Oil}.fault_values", "A list is expected")]
    [InlineData("fault_values: [85, -127]", "fault_values: [85, hot]", $"{Oil}.fault_values[1]", "isn't a number")]
    [InlineData("fault_values: [85, -127]", "fault_values: [1, 2, 3, 4, 5, 6, 7, 8, 9]", $"{Oil}.fault_values", "at most 8")]
    [InlineData("fastest_change: 20", "fastest_change: 0", $"{Oil}.fastest_change", "Nothing could ever change.")]
    [InlineData("range: [0, 1000]\n", "range: [0, 1000]\n                fault_values: [85]\n", $"{Washes}.fault_values", "a state or a counter")]
    [InlineData("every: 4h", "every: 1s", $"{Sanitiser}.due.every", "so often")]
    [InlineData("due: {every: 4h", "expected_interval: 1s\n                stale_after: 1min\n                due: {every: 4h", $"{Sanitiser}.due", "A device sends this value")]
    [InlineData("working_from: 120", "working_from: 500", $"{Fryer}.phases.fryer.working_from", "outside the range")]
    [InlineData("{signal: oil_temp, basket", "{signal: basket, basket", $"{Fryer}.phases.fryer.signal", "isn't a temperature")]
    [InlineData("basket: basket", "basket: second_temp", $"{Fryer}.phases.fryer.basket", "isn't a state")]
    [InlineData("phases: {fryer:", "phases: {frier:", $"{Fryer}.phases.frier", "Did you mean 'fryer'?")]
    [InlineData("lost_priority: low", "lost_priority: none", $"{Area}.equipment[1].lost_priority", "Known are: low, medium, high.")]
    [InlineData("id: hands", "id: all", $"{Area}.equipment[1].id", "reserved")]
    // Hours
    [InlineData("from: 06:00, to: 17:00", "from: 6, to: 17:00", $"{Area}.hours[0].from", "06:00 or 17:30")]
    [InlineData("from: 06:00, to: 17:00", "from: 06:00, to: 24:00", $"{Area}.hours[0].to", "midnight is 00:00")]
    [InlineData("days: [mon, tue]", "days: [mon, tues]", $"{Area}.hours[0].days[1]", "Did you mean 'tue'?")]
    [InlineData("from: 21:00, to: 05:30", "from: 21:00, to: 21:00", $"{Palu}.escalation.quiet.to", "All day would be quiet")]
    // People
    [InlineData("role: supervisor, shifts: [morning]", "role: supervizor, shifts: [morning]", $"{Palu}.people[0].role", "Did you mean 'supervisor'?")]
    [InlineData("shifts: [morning]", "shifts: [evening]", $"{Palu}.people[0].shifts[0]", "has no shift 'evening'")]
    [InlineData("email: ani@site.example", "email: ani.site.example", $"{Palu}.people[0].channels[0].email", "isn't an e-mail address")]
    [InlineData("email: ani@site.example", "email: 'Ani <ani@site.example>'", $"{Palu}.people[0].channels[0].email", "without a display name")]
    [InlineData("email: ani@site.example", "email: 'a@b.c, d@e.f'", $"{Palu}.people[0].channels[0].email", "isn't an e-mail address")]
    [InlineData("email: ani@site.example", "email: \"a@b.c\\r\\nBcc: d@e.f\"", $"{Palu}.people[0].channels[0].email", "isn't an e-mail address")]
    [InlineData("telegram: -100123", "telegram: Ani", $"{Palu}.people[0].channels[1].telegram", "the chat's number")]
    [InlineData("webhook: whatsapp", "webhook: https://site.example/hook?secret=1", $"{Palu}.people[1].channels[0].webhook", "server's settings")]
    [InlineData("{webhook: whatsapp}", "{sms: 0812}", $"{Palu}.people[1].channels[0].sms", "Known are: email, telegram, webhook.")]
    [InlineData("{webhook: whatsapp}", "whatsapp", $"{Palu}.people[1].channels[0]", "{email: ADDRESS}")]
    [InlineData("{webhook: whatsapp}", "{webhook: whatsapp, email: a@b.c}", $"{Palu}.people[1].channels[0]", "can't stand together")]
    [InlineData("{telegram: -100123}", "{email: ani@site.example}", $"{Palu}.people[0].channels[1]", "told twice")]
    [InlineData("id: budi", "id: ani", $"{Palu}.people[1].id", "is there already")]
    [InlineData("id: budi", "id: plan", $"{Palu}.people[1].id", "reserved")]
    [InlineData("name: Pak Budi", "name: \"Pak\\nBudi\"", $"{Palu}.people[1].name", "on one line")]
    [InlineData("language: en", "language: english", $"{Palu}.people[1].language", "Known are: id, en.")]
    [InlineData("id: night", "id: morning", $"{Palu}.shifts[1].id", "is there already")]
    [InlineData("longest: 30min", "longest: 8d", $"{Palu}.shelving[0].longest", "at most 7d")]
    [InlineData("shelving:\n", "shelving:\n      - {role: supervisor, longest: 1h, highest: low}\n", $"{Palu}.shelving[1].role", "there already")]
    // Escalation
    [InlineData("high: 5min", "high: soon", $"{Palu}.escalation.steps[1].high", "isn't a duration")]
    [InlineData("medium: 0s, high: 0s", "medium: 20min, high: 0s", $"{Palu}.escalation.steps[1].medium", "An earlier step has a longer delay.")]
    [InlineData("role: facility_head, low: never", "role: supervisor, low: never", $"{Palu}.escalation.steps[1].role", "one step")]
    [InlineData(", low: never, medium: 15min, high: 5min", "", $"{Palu}.escalation.steps[1]", "tells nobody of anything")]
    [InlineData("high: 0s}\n        - {role: facility_head, low: never, medium: 15min, high: 5min}", "high: never}", $"{Palu}.escalation.steps", "high priority")]
    [InlineData("topic: siren/palu/kitchen", "topic: siren/+/kitchen", $"{Palu}.escalation.sirens[0].topic", "without + and #")]
    [InlineData("topic: siren/palu/kitchen", "topic: v1/palu/kitchen/siren", $"{Palu}.escalation.sirens[0].topic", "belong to the devices")]
    [InlineData("topic: siren/palu/kitchen", "topic: $SYS/siren", $"{Palu}.escalation.sirens[0].topic", "begin with $")]
    [InlineData("sirens:\n", "sirens:\n        - {id: lamp, topic: siren/palu/kitchen}\n", $"{Palu}.escalation.sirens[1].topic", "a topic of its own")]
    [InlineData("id: horn", "id: the horn", $"{Palu}.escalation.sirens[0].id", "can't be an id")]
    [InlineData("areas: [kitchen]", "areas: [cellar]", $"{Palu}.escalation.sirens[0].areas[0]", "has no area 'cellar'")]
    [InlineData("device: kitchen/fryer", "device: kitchen/oven", $"{Palu}.escalation.sirens[0].device", "has no equipment 'kitchen/oven'")]
    [InlineData("device: kitchen/fryer", "device: fryer", $"{Palu}.escalation.sirens[0].device", "area/equipment")]
    public void A_wrong_plan_names_the_field_its_line_and_the_remedy(string right, string wrong, string field, string says)
    {
        var yaml = FullPlan.With(right, wrong);
        var errors = SmallPlan.ErrorsOf(yaml);

        Assert.True(errors.Any(e => e.Field == field && $"{e.What} {e.Remedy}".Contains(says, StringComparison.Ordinal)), string.Join('\n', errors.Select(e => e.ToString())));
        var lines = yaml.Split('\n');
        Assert.All(errors.Where(e => !e.What.EndsWith("is missing.", StringComparison.Ordinal) && e.Field == field), e => Assert.Contains(LastName(e), lines[e.Line - 1], StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nobody_may_verify_no_rule_may_demand_it()
    {
        var error = Assert.Single(SmallPlan.ErrorsOf(FullPlan.With("role: supervisor, shifts", "role: operator, shifts").Replace("role: facility_head, language", "role: operator, language", StringComparison.Ordinal)));

        Assert.Equal($"{Rules}[0].corrective_action", error.Field);
    }

    [Fact]
    public void One_mistake_is_one_error() => Assert.All(
        new[]
        {
            ("of: unchanged", "of: frozen"), ("of: {rate: {window: 60s}}", "of: {rate: {window: soon}}"), ("of: {difference_to: second_temp}", "of: {difference_to: [x]}"),
            ("while: {phase: frying}", "while: {phase: baking}"), ("while: {phase: frying}", "while: open"), ("{webhook: whatsapp}", "{sms: 0812}"), ("email: ani@site.example", "email:"),
            ("from: 21:00", "from: late"), ("role: facility_head, low", "role: head, low"), ("topic: siren/palu/kitchen", "topic:"), ("working_from: 120", "working_from: warm"),
            ("every: 4h", "every: often"), ("longest: 30min", "longest: long"), ("fault_values: [85, -127]", "fault_values: [85, x]"), ("shifts: [morning]", "shifts: morning"),
        },
        mistake => Assert.True(
            SmallPlan.ErrorsOf(FullPlan.With(mistake.Item1, mistake.Item2)) is [_], $"{mistake.Item2}:\n{string.Join('\n', SmallPlan.ErrorsOf(FullPlan.With(mistake.Item1, mistake.Item2)).Select(e => e.ToString()))}"));

    [Fact]
    public void Whatever_line_is_spoilt_the_plan_is_read_or_refused_with_reasons()
    {
        var lines = FullPlan.Yaml.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var name = lines[i].Split(':')[0];
            foreach (var spoilt in new[] { "", name + ":", name + ": []", name + ": {}", name + ": -1", name + ": [[a], {b: c}, null]", name + ": {from: 99:99, signal: /, rate: 1, phase: [open, 1]}" })
            {
                var error = Record.Exception(() => PlanFile.Parse(string.Join('\n', lines.Index().Select(l => l.Index == i ? spoilt : l.Item)), "plan.yaml"));
                Assert.True(error is null or PlanException { Errors.Length: > 0 }, $"{spoilt}: {error}");
            }
        }
    }

    /// <summary>The name at the end of the field's path, or around it where the end is an item of a list.</summary>
    private static string LastName(PlanError error) => error.Field.Split('.')[^1] is var last && last.EndsWith(']') ? "" : last;
}
