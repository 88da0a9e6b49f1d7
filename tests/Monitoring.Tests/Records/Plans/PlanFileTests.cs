using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using Monitoring.Records.Plans;
using Monitoring.Simulator.Load;

namespace Monitoring.Tests.Records.Plans;

public sealed class PlanFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void A_right_plan_gives_what_it_says()
    {
        var plan = PlanFile.Parse(SmallPlan.Yaml, "plan.yaml");

        var oil = plan.FindSignal("palu/kitchen/fryer/oil_temp")!.Plan;
        Assert.Equal((Unit.Celsius, 0.0, 400.0), (oil.Unit, oil.Minimum, oil.Maximum));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Priority.Medium), (oil.ExpectedInterval, oil.StaleAfter, oil.StalePriority));
        var rule = Assert.Single(oil.Rules);
        Assert.Equal(new SignalGate("fryer", "basket", 1), rule.While);
        Assert.Equal(
            [
                new Limit(Level.Lo, 130, TimeSpan.FromSeconds(60), Priority.Medium),
                new Limit(Level.Hi, 160, TimeSpan.FromSeconds(60), Priority.Medium),
                new Limit(Level.HiHi, 175, TimeSpan.FromSeconds(60), Priority.High),
            ],
            rule.Limits);
    }

    [Fact]
    public void A_signal_that_a_person_enters_is_never_missing()
    {
        var light = PlanFile.Parse(SmallPlan.Yaml, "plan.yaml").FindSignal("palu/workshop/room/light")!.Plan;

        Assert.Null(light.ExpectedInterval);
        Assert.Null(light.StaleAfter);
    }

    [Theory]
    [InlineData("30s", 300)]
    [InlineData("20min", 1200)]
    public void A_reading_is_late_after_five_minutes_or_the_longer_stale_time(string staleAfter, int lateSeconds)
    {
        var plan = PlanFile.Parse(SmallPlan.With("stale_after: 30s", $"stale_after: {staleAfter}"), "plan.yaml");

        Assert.Equal(TimeSpan.FromSeconds(lateSeconds), plan.Signals[0].Plan.LateAfter);
    }

    [Fact]
    public void Another_text_is_another_version()
    {
        var version = PlanFile.Parse(SmallPlan.Yaml, "a").Version;

        Assert.Equal(version, PlanFile.Parse(SmallPlan.Yaml, "b").Version);
        Assert.NotEqual(version, PlanFile.Parse(SmallPlan.Yaml + "\n", "a").Version);
    }

    [Fact]
    public void The_plan_that_the_load_generator_writes_for_ten_thousand_signals_is_right()
    {
        var start = TimeProvider.System.GetTimestamp();

        var plan = PlanFile.Parse(LoadPlan.Write(10_000), "load.yaml");

        Assert.Equal(10_000, plan.Signals.Length);
        TestContext.Current.TestOutputHelper!.WriteLine($"read in {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:F0} ms");
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_and_windows_line_ends_is_read()
    {
        File.WriteAllText(path, SmallPlan.Yaml.ReplaceLineEndings("\r\n"), new UTF8Encoding(true));

        Assert.Equal(3, PlanFile.Load(path).Signals.Length);
    }

    [Fact]
    public void A_file_that_is_not_there_says_where_to_name_one() => AssertUnreadable("Plan:File");

    [Fact]
    public void A_directory_is_no_plan() => Assert.Throws<PlanException>(() => PlanFile.Load(Path.GetTempPath()));

    [Fact]
    public void A_text_that_is_not_utf8_names_the_line()
    {
        File.WriteAllBytes(path, [.. "facilities:\n  - name: "u8, 0xE9, .. "\n"u8]);

        AssertUnreadable("UTF-8", 2);
    }

    public void Dispose() => File.Delete(path);

    private void AssertUnreadable(string says, int line = 0)
    {
        var error = Assert.Single(Assert.Throws<PlanException>(() => PlanFile.Load(path)).Errors);
        Assert.Equal((path, line), (error.File, error.Line));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }
}
