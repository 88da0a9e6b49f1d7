using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// Tells what a fryer is doing from its oil temperature: it moves only when that has turned by more than noise does. Food in the oil is a dip of several degrees
/// within half a minute, until the temperature is back and stays; a basket switch, if there is one, decides that alone. What a time without data hid stays open.
/// </summary>
/// <param name="plan">Its oil temperature should come every 10 s or faster: a slower probe shows no load.</param>
internal sealed class FryerRecogniser(FryerPhases plan)
{
    private const int Remembered = 8;

    private const double Dip = 4;
    private const double Turn = 3;
    private const double Progress = 1.5;

    /// <summary>The temperature is at rest when it makes no progress for this long; milliseconds, as are those that follow.</summary>
    private const long Rest = 300_000;
    private const long Stays = 120_000;

    /// <summary>A load's dip has its lowest point well before this; oil that cools on isn't loaded.</summary>
    private const long LongestFall = 180_000;
    private const long LongestLoad = 900_000;
    private const long LongestGap = 600_000;

    private readonly TemperatureTrace trace = new();
    private double anchor;
    private long anchoredAt;
    private double before;
    private double lowest;
    private long lowestAt;
    private long loadedAt;
    private long backAt = -1;
    private long basketTime;

    public Phase Phase { get; private set; }

    /// <summary>Unix milliseconds, UTC; 0: nothing has been known yet.</summary>
    public long Since { get; private set; }

    private bool HasBasket => plan.Basket is not null;

    /// <param name="oil">Not <see cref="Quality.Bad"/>.</param>
    /// <param name="covered">Milliseconds since the reading before this one that data cover; 0 after a gap.</param>
    /// <returns>The phase has changed.</returns>
    public bool Observe(in Reading oil, long covered)
    {
        var was = Phase;
        if (HasBasket && Phase == Phase.Frying)
        {
            if (oil.Time - basketTime > LongestGap)
            {
                basketTime = 0;
                Become(Phase.Unknown, oil.Time);
            }
        }
        else if (covered == 0 && trace.Distance(oil) > LongestGap)
        {
            Become(Phase.Unknown, oil.Time);
        }

        // Until its switch has spoken, a fryer that has one might be frying.
        if (trace.Observe(oil, covered) && (!HasBasket || (basketTime != 0 && Phase != Phase.Frying)))
        {
            Judge(oil.Time);
        }

        return Phase != was;
    }

    /// <param name="basket">Not <see cref="Quality.Bad"/>. A doubtful one may begin a load but ends none.</param>
    /// <returns>The phase has changed.</returns>
    public bool ObserveBasket(in Reading basket)
    {
        var was = Phase;
        if (HasBasket && basket.Value >= 1)
        {
            basketTime = basket.Time;
            Become(Phase.Frying, basket.Time);
        }
        else if (HasBasket && basket.Quality == Quality.Good)
        {
            basketTime = basket.Time;
            if (Phase is Phase.Frying or Phase.Unknown)
            {
                Settle(basket.Time);
            }
        }

        return Phase != was;
    }

    /// <returns>Finite numbers.</returns>
    public ImmutableArray<double> Capture() => [anchor, anchoredAt, before, lowest, lowestAt, loadedAt, backAt, basketTime, .. trace.Capture()];

    public void Restore(Phase phase, long since, ImmutableArray<double> memory)
    {
        if (memory.Length < Remembered)
        {
            return;
        }

        (Phase, Since) = (phase, since);
        (anchor, anchoredAt, before, lowest) = (memory[0], (long)memory[1], memory[2], memory[3]);
        (lowestAt, loadedAt, backAt, basketTime) = ((long)memory[4], (long)memory[5], (long)memory[6], (long)memory[7]);
        trace.Restore(memory.AsSpan()[Remembered..]);
    }

    private void Judge(long at)
    {
        var top = trace.Highest(Phase == Phase.Frying ? Math.Min(TemperatureTrace.Window, trace.Clock - lowestAt) : TemperatureTrace.Window);
        if (!HasBasket && top - trace.Value >= Dip && (Phase == Phase.Frying || top >= plan.WorkingFrom))
        {
            before = Phase == Phase.Frying && top < plan.WorkingFrom ? before : top;
            (lowest, lowestAt, loadedAt, backAt) = (trace.Value, trace.Clock, trace.Clock, -1);
            Become(Phase.Frying, at);
        }
        else if (Phase == Phase.Frying)
        {
            Recover(at);
        }
        else if (Phase == Phase.Unknown)
        {
            Settle(at);
        }
        else
        {
            Follow(at);
        }
    }

    private void Recover(long at)
    {
        if (trace.Value <= lowest - Progress)
        {
            (lowest, lowestAt) = (trace.Value, trace.Clock);
        }

        var near = before - Math.Clamp(0.3 * (before - lowest), 2, 6);
        if (trace.Value < near - Progress)
        {
            backAt = -1;
        }
        else if (trace.Value >= near && backAt < 0)
        {
            backAt = trace.Clock;
        }

        if (lowestAt - loadedAt >= LongestFall)
        {
            Become(trace.Value < plan.WorkingFrom ? Phase.Cooling : Phase.Idle, at);
        }
        else if ((backAt >= 0 && trace.Clock - backAt >= Stays) || trace.Clock - loadedAt >= LongestLoad)
        {
            Settle(at);
        }
    }

    private void Follow(long at)
    {
        var direction = Phase switch { Phase.Heating => 1, Phase.Cooling => -1, _ => 0 };
        var moved = trace.Value - anchor;
        var working = trace.Value >= plan.WorkingFrom;
        if (moved * direction >= Progress)
        {
            Become(Phase, at);
        }
        else if (moved >= Turn)
        {
            Become(working ? Phase.Idle : Phase.Heating, at);
        }
        else if (moved <= -Turn)
        {
            Become(trace.Value < plan.WorkingFrom - Turn ? Phase.Cooling : Phase.Idle, at);
        }
        else if (trace.Clock - anchoredAt >= (working && direction > 0 ? TemperatureTrace.Window : Rest))
        {
            Become(Phase.Idle, at);
        }
    }

    private void Settle(long at) => Become(
        !trace.IsKnown ? Phase.Unknown
        : trace.Value >= plan.WorkingFrom ? Phase.Idle
        : trace.Change >= Progress ? Phase.Heating
        : trace.Change <= -Progress ? Phase.Cooling
        : Phase.Idle,
        at);

    /// <summary>Measures from here what comes next, also if the phase is the same as before.</summary>
    private void Become(Phase phase, long at)
    {
        (Phase, Since) = (phase, phase == Phase ? Since : at);
        (anchor, anchoredAt) = (trace.HasValue ? trace.Value : anchor, trace.Clock);
    }
}
