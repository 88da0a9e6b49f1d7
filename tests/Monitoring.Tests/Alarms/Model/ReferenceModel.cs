using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>What an area should have told: for each happening the transitions that it brings, and the alarms that are open after it.</summary>
internal sealed record Telling(ImmutableArray<AlarmEdge[]> Edges, ImmutableArray<Alarm[]> Open, ImmutableArray<CommandOutcome?> Outcomes);

/// <summary>
/// The rules of one area, written down as plainly as they can be, from what users were promised and not from the area's code: no state is kept, captured
/// or restored; every alarm's story is told from the first happening to the last.
/// </summary>
internal static class ReferenceModel
{
    /// <summary>After it was away, for as long the clock decides nothing: devices have to come back, and missed readings to be given again.</summary>
    private const long Patience = 5_000;

    public static Telling Tell(Plan plan, long start, IReadOnlyList<Happening> happenings)
    {
        var decided = DecidedReadings.Of(happenings);
        var stories = plan.Signals.SelectMany(s => StoriesOf(plan, s, start)).ToArray();
        var edges = ImmutableArray.CreateBuilder<AlarmEdge[]>(happenings.Count);
        var open = ImmutableArray.CreateBuilder<Alarm[]>(happenings.Count);
        var outcomes = ImmutableArray.CreateBuilder<CommandOutcome?>(happenings.Count);
        var back = start;
        for (var i = 0; i < happenings.Count; i++)
        {
            var happening = happenings[i];
            back = happening is Recovered ? happening.Now : back;
            CommandOutcome? outcome = null;
            foreach (var story in stories)
            {
                foreach (var reading in decided[i])
                {
                    story.Read(reading, happening.Now);
                }

                if (happening is Ticked or Recovered)
                {
                    story.Tick(happening.Now, clockDecides: happening.Now >= back + Patience);
                }

            }

            if (happening is Acted act)
            {
                outcome = People.Act(plan, stories, act);
            }

            edges.Add([.. stories.SelectMany(s => s.Slot.Take())]);
            open.Add([.. stories.Where(s => s.Slot.IsOpen).Select(s => s.Slot.Alarm!)]);
            outcomes.Add(outcome);
        }

        return new Telling(edges.ToImmutable(), open.ToImmutable(), outcomes.ToImmutable());
    }

    private static IEnumerable<Story> StoriesOf(Plan plan, Signal signal, long start)
    {
        yield return new DeviceStory(plan, signal);
        yield return new MissingDataStory(plan, signal, start);
        yield return new BadQualityStory(plan, signal);
        foreach (var rule in signal.Plan.Rules)
        {
            yield return new LimitStory(plan, signal, rule);
        }
    }
}
