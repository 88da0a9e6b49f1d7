using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using static Monitoring.Tests.Alarms.Health.SomeJournal;

namespace Monitoring.Tests.Alarms.Health;

/// <summary>Edge by edge comes out what the definitions say of the whole.</summary>
public sealed class SlowHealthTests
{
    private static readonly string[] Rules = ["r1", "r2", "r3", "r4", "r5", "r6"];
    private static readonly double[] Minutes = [0.05, 0.1, 0.1, 0.2, 0.5, 1, 3, 30, 200, 900];

    [Fact]
    public void The_figures_are_what_the_whole_journal_says()
    {
        var floods = 0;
        var act = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, Minutes.Length - 1]);
        Gen.Select(act.Array[1, 250], Gen.Int[0, 3]).Sample(
            (acts, quickness) =>
            {
                var (journal, end) = Write(acts, quickness);
                var (from, to) = (end / 4, end + 1);
                var report = journal.Report(from, to);
                var slow = new SlowHealth(journal.Edges, At(to));
                Compare(slow, report.Whole, At(from), At(to));
                Assert.All(report.Weeks, w => Compare(slow, w.Figures, w.Week.From, w.Week.To));
                Assert.Equal(report.Whole.Announced, report.Weeks.Sum(w => w.Figures.Announced));
                Assert.Equal(slow.Top(At(from), At(to)).Select(t => t.Count), report.Whole.Top.Select(t => t.Announced));
                Assert.Equal(slow.Silent(SilenceKind.Shelved, At(from)), report.Whole.Silenced.Shelved.Duration);
                Assert.All(report.Whole.Chattering.Worst, c => Assert.InRange(slow.ChatterEpisodes(c.Figures.Source.Rule, At(from)), c.Episodes - 1, c.Episodes));
                Assert.Equal(Rules.Count(r => slow.ChatterEpisodes(r, At(from)) > 0), report.Whole.Chattering.Worst.Count(c => slow.ChatterEpisodes(c.Figures.Source.Rule, At(from)) > 0));
                Interlocked.Add(ref floods, report.Whole.Floods.Count);
            },
            iter: 300);
        Assert.True(floods > 10);
    }

    private static void Compare(SlowHealth slow, HealthFigures figures, long from, long to)
    {
        Assert.Equal(slow.Announced(from, to), figures.Announced);
        Assert.Equal(
            new PriorityCounts(slow.Announced(from, to, Priority.Low), slow.Announced(from, to, Priority.Medium), slow.Announced(from, to, Priority.High)), figures.ByPriority);
        Assert.Equal(slow.Floods(from, to).OrderByDescending(f => f.Announced).ThenBy(f => f.Start).Take(10), figures.Floods.Worst);
        Assert.Equal(slow.Standing(from, to), figures.Standing.Count);
        var acknowledgements = slow.Acknowledgements(from, to);
        Assert.Equal((acknowledgements.Length, slow.Never(from, to)), (figures.Acknowledged.Count, figures.Acknowledged.Never));
        if (acknowledgements.Length > 0)
        {
            // At least half, and at least 95 %, didn't take longer.
            Assert.Equal(acknowledgements.First(a => acknowledgements.Count(b => b <= a) * 2 >= acknowledgements.Length), figures.Acknowledged.Median);
            Assert.Equal(acknowledgements.First(a => acknowledgements.Count(b => b <= a) * 100 >= acknowledgements.Length * 95), figures.Acknowledged.Percentile95);
        }
    }

    /// <summary>What can happen next happens, after some time.</summary>
    private static (SomeJournal Journal, double End) Write((int Rule, int What, int After)[] acts, int quickness)
    {
        var (journal, minute) = (new SomeJournal(), 0.0);
        foreach (var (index, what, after) in acts)
        {
            minute += Minutes[Math.Max(0, after - (2 * quickness))];
            var rule = Rules[index];
            _ = (journal.AlarmOf(rule), what) switch
            {
                (null or { State: AlarmState.Normal, Silence: null }, _) => journal.Raises(rule, minute, (Priority)(what % 3)),
                ({ State: AlarmState.Normal, Silence: { } shelf }, _) => journal.Raises(rule, minute, silence: shelf),
                ({ Silence: not null }, 5) => journal.Speaks(rule, EdgeKind.Unshelved, minute),
                ({ Silence: null }, 5) => journal.Silences(rule, EdgeKind.Shelved, minute, Silence(SilenceKind.Shelved, minute, minute + 100_000)),
                ({ NeedsAcknowledgement: true }, 0 or 1) => journal.Acknowledges(rule, minute),
                ({ IsActive: true, Level: Level.Hi } alarm, 2) => journal.Worsens(rule, minute, alarm),
                ({ IsActive: true, Silence: null }, 3) => journal.CallsAgain(EdgeKind.ReAlarmed, rule, minute),
                ({ IsActive: true }, _) => journal.Returns(rule, minute),
                ({ IsActive: false } alarm, _) => journal.Raises(rule, minute, alarm.Priority, alarm.Silence),
            };
        }

        return (journal, minute + 1);
    }
}
