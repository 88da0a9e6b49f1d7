using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>
/// Random sequences of readings, gaps, bad quality, duplicates, disorder, restarts, crashes and people, under random plans: after each step the area has told
/// what the reference model says, no more and no less. The sequences have numbers and are the same in every run; a release runs many more:
/// <c>MONITORING_MODEL_SEQUENCES=100000</c> (<c>MONITORING_MODEL_FIRST</c>: the number of the first).
/// </summary>
public sealed class AgreementTests
{
    /// <summary>How many disagreements are told before the run ends.</summary>
    private const int Told = 3;

    private static readonly ulong First = (ulong)Setting("MONITORING_MODEL_FIRST", 0);

    private static readonly int Count = Setting("MONITORING_MODEL_SEQUENCES", 2_000);

    [Fact]
    public void The_area_tells_the_same_story_as_the_reference_model()
    {
        var parted = new ConcurrentBag<ulong>();
        Parallel.For(0, Count, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, (i, loop) =>
        {
            if (Disagreement.Find(Sequence(First + (ulong)i)) is not null)
            {
                parted.Add(First + (ulong)i);
                if (parted.Count >= Told)
                {
                    loop.Break();
                }
            }
        });
        if (!parted.IsEmpty)
        {
            Assert.Fail(string.Join("\n", parted.Order().Take(Told).Select(Narrate)));
        }
    }

    private static string Narrate(ulong number)
    {
        var shortest = Minimiser.Shorten(Sequence(number));
        return $"Sequence {number}:\n{Narration.Tell(shortest, Disagreement.Find(shortest))}";
    }

    private static Scenario Sequence(ulong number) => ScenarioGen.Scenarios.Generate(new PCG(1, number), null, out _);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
