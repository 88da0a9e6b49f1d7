using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Records.Book;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>A real area, driven as its grain drives it: what it must remember is written with every transition and every five seconds, as the record book writes it.</summary>
internal sealed class AreaRun
{
    private const long WriteEvery = 5_000;

    private readonly Plan plan;
    private readonly AreaId id;
    private readonly Dictionary<(int Signal, string Rule), string> newest = [];
    private readonly List<Reading[]> unwritten = [];
    private readonly Queue<Reading[]> written = new();
    private Area area;
    private string state = "";
    private long writtenAt;

    private AreaRun(Plan plan, long start)
    {
        this.plan = plan;
        id = plan.AreaIds.Single();
        area = new Area(plan, id, null, Guid.Empty, start);
        Write(start);
    }

    public static Telling Run(Plan plan, long start, IReadOnlyList<Happening> happenings)
    {
        var run = new AreaRun(plan, start);
        var edges = ImmutableArray.CreateBuilder<AlarmEdge[]>(happenings.Count);
        var open = ImmutableArray.CreateBuilder<Alarm[]>(happenings.Count);
        var outcomes = ImmutableArray.CreateBuilder<CommandOutcome?>(happenings.Count);
        foreach (var happening in happenings)
        {
            outcomes.Add(run.Live(happening));
            edges.Add([.. run.area.Edges]);
            open.Add([.. run.area.OpenAlarms]);
            foreach (var alarm in run.area.Edges.Select(e => e.Alarm).Where(a => a.Kind is not (AlarmKind.Note or AlarmKind.CommunicationLost)))
            {
                run.newest[(plan.FindSignal($"{run.id}/{alarm.Equipment}/{alarm.Signal}")!.Number, alarm.Rule)] = alarm.Id;
            }

            if (run.area.Edges.Count > 0 || happening is Acted || happening.Now >= run.writtenAt + WriteEvery)
            {
                run.area.ClearEdges();
                run.Write(happening.Now);
            }
        }

        return new Telling(edges.ToImmutable(), open.ToImmutable(), outcomes.ToImmutable());
    }

    private CommandOutcome? Live(Happening happening)
    {
        switch (happening)
        {
            case Ticked:
                area.Tick(happening.Now);
                break;
            case Arrived arrived:
                area.Take(arrived.Readings.AsSpan(), happening.Now);
                unwritten.Add([.. arrived.Readings]);
                break;
            case Acted act:
                var signal = plan.Signals[act.Signal];
                var alarm = newest.GetValueOrDefault((act.Signal, act.Rule), AlarmId.Create(id, signal.Equipment.Id, signal.Plan.Id, act.Rule, 1));
                return area.Act(act.Deed.To(alarm, signal.Equipment.Id, signal.Plan.Id), happening.Now).Outcome;
            case Recovered recovered:
                Recover(recovered);
                break;
        }

        return null;
    }

    private void Recover(Recovered recovered)
    {
        if (!recovered.Crashed)
        {
            Write(recovered.Now);
        }

        area = new Area(plan, id, JsonSerializer.Deserialize(state, RecordsJson.Default.AreaState)!, Guid.Empty, recovered.Now);

        // The cursor may lag behind what the area knows: some readings come a second time.
        foreach (var batch in written.Concat(unwritten).ToArray())
        {
            area.Take(batch, recovered.Now);
        }
    }

    private void Write(long now)
    {
        state = JsonSerializer.Serialize(area.Capture(ImmutableDictionary<string, long>.Empty, now), RecordsJson.Default.AreaState);
        writtenAt = now;
        unwritten.ForEach(written.Enqueue);
        unwritten.Clear();
        while (written.Count > 5)
        {
            written.Dequeue();
        }
    }
}
