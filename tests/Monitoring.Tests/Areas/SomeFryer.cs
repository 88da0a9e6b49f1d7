using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Areas;

/// <summary>A recogniser under the readings of a fryer in which food goes from 135 °C.</summary>
internal sealed class SomeFryer(bool hasBasket = false)
{
    private readonly List<(long Second, Phase Phase)> story = [];
    private readonly FryerPhases plan = new("oil_temp", hasBasket ? "basket" : null, 135);
    private FryerRecogniser recogniser = new(new FryerPhases("oil_temp", hasBasket ? "basket" : null, 135));
    private long last;

    public Phase Phase => recogniser.Phase;

    /// <summary>Seconds after noon at which each phase began.</summary>
    public IReadOnlyList<(long Second, Phase Phase)> Story => story;

    public IEnumerable<Phase> Phases => story.Select(s => s.Phase);

    public SomeFryer Reads(double second, double celsius)
    {
        var time = TimeOf(second);
        var passed = last == 0 ? 0 : time - last;
        last = time;
        return Tell(recogniser.Observe(new Reading(0, time, celsius), passed is > 0 and <= 10_000 ? passed : 0), time);
    }

    /// <summary>One reading each <paramref name="every"/> seconds, from and to inclusive.</summary>
    public SomeFryer Follows(double from, double to, Func<double, double> curve, double every = 1)
    {
        for (var second = from; second <= to; second += every)
        {
            Reads(second, curve(second));
        }

        return this;
    }

    public SomeFryer Basket(double second, double value, Quality quality = Quality.Good) =>
        Tell(recogniser.ObserveBasket(new Reading(1, TimeOf(second), value, quality)), TimeOf(second));

    public SomeFryer Restarts()
    {
        var memory = recogniser.Capture();
        Assert.All(memory, number => Assert.True(double.IsFinite(number)));
        var (phase, since) = (recogniser.Phase, recogniser.Since);
        recogniser = new FryerRecogniser(plan);
        recogniser.Restore(phase, since, memory);
        return this;
    }

    private static long TimeOf(double second) => SomeKitchen.Noon + (long)Math.Round(second * 1000);

    private SomeFryer Tell(bool changed, long time)
    {
        Assert.Equal(changed, (story.Count == 0 ? Phase.Unknown : story[^1].Phase) != recogniser.Phase);
        if (changed)
        {
            Assert.Equal(time, recogniser.Since);
            story.Add(((time - SomeKitchen.Noon) / 1000, recogniser.Phase));
        }

        return this;
    }
}
