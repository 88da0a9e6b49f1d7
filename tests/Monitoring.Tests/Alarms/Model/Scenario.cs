using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>A plan and what happens under it.</summary>
internal sealed record Scenario(Plan Plan, ImmutableArray<Step> Steps)
{
    public const long Start = 1_795_435_200_000;

    /// <summary>The steps with the clock's ticks between them; the clock moves by a second at most.</summary>
    public ImmutableArray<Happening> Happenings()
    {
        var happenings = ImmutableArray.CreateBuilder<Happening>();
        var now = Start;
        foreach (var step in Steps)
        {
            Pass(step.After);
            switch (step)
            {
                case Holds holds:
                    for (var i = 0; i < holds.Count; i++)
                    {
                        Pass(i == 0 ? 0 : holds.Every);
                        happenings.Add(new Arrived(now, [new Reading(holds.Signal, now, holds.Value, holds.Quality)]));
                    }

                    break;
                case Sends sends:
                    happenings.Add(new Arrived(now, [.. sends.Readings.Select(s => new Reading(s.Signal, now - s.Age, s.Value, s.Quality, s.Origin))]));
                    break;
                case Does does:
                    happenings.Add(new Acted(now, does.Signal, does.Rule, does.Deed));
                    break;
                case GoesAway away:
                    now += away.For;
                    happenings.Add(new Recovered(now, away.Crashes));
                    break;
            }
        }

        return happenings.ToImmutable();

        void Pass(long milliseconds)
        {
            var until = now + milliseconds;
            for (var second = (now / 1000 + 1) * 1000; second <= until; second += 1000)
            {
                happenings.Add(new Ticked(second));
            }

            now = until;
        }
    }
}

/// <param name="After">Milliseconds since the end of the step before.</param>
internal abstract record Step(long After);

internal sealed record Waits(long After) : Step(After);

/// <summary>The same reading again and again, each arriving when it is measured.</summary>
internal sealed record Holds(long After, int Signal, double Value, Quality Quality, int Count, long Every) : Step(After);

/// <summary>Readings that arrive together.</summary>
internal sealed record Sends(long After, ImmutableArray<Sent> Readings) : Step(After);

/// <param name="Age">Milliseconds between measuring and arriving.</param>
internal sealed record Sent(int Signal, long Age, double Value, Quality Quality, Origin Origin);

internal sealed record Does(long After, int Signal, string Rule, Deed Deed) : Step(After);

internal sealed record GoesAway(long After, long For, bool Crashes) : Step(After);
