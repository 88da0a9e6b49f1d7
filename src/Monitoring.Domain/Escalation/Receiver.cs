using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>A person who can be told: what waits to be told, and how much it has been lately. In a flood one message sums up what is new.</summary>
internal sealed class Receiver
{
    private const long Window = 600_000;
    private const int FloodAbove = 10;
    private const int FloodEndsBelow = 5;

    private const long SumUpEvery = 180_000;

    /// <summary>High priority doesn't wait as long for the next message that sums up.</summary>
    private const long SumUpHighEvery = 60_000;

    private readonly Dictionary<Call, int> waiting = [];
    private readonly Queue<long> asked;
    private readonly ImmutableArray<string?> keys;
    private bool highWaits;
    private long? summedUpAt;

    /// <param name="channels">Those of the person that are set up; at least one.</param>
    /// <param name="steps">The roles of the steps, in their order.</param>
    public Receiver(Person person, ImmutableArray<ContactPoint> channels, IEnumerable<Role> steps, ReceiverState? state)
    {
        (Person, Channels) = (person, channels);
        asked = new Queue<long>(state is null ? [] : state.ToldAt);
        (InFlood, summedUpAt) = (state?.InFlood ?? false, state?.SummedUpAt);
        var nth = 0;
        keys = [.. steps.Select(role => role == person.Role ? $"{person.Id}/{nth++}" : null)];
    }

    public Person Person { get; }

    public ImmutableArray<ContactPoint> Channels { get; }

    public bool OnDuty { get; set; } = true;

    /// <summary>Since more than ten notices within ten minutes were to be told, until fewer than five are.</summary>
    public bool InFlood { get; private set; }

    /// <summary>What a call remembers when the person has been told in this step; null: the step is for another role.</summary>
    public string? KeyAt(int step) => keys[step];

    public bool WasTold(Call call) => keys.Any(k => k is not null && call.Told.Contains(k));

    /// <summary>Is to be told of this, if that isn't so already.</summary>
    public void Ask(Call call, int step, long now)
    {
        if (waiting.TryGetValue(call, out var before))
        {
            waiting[call] = Math.Max(before, step);
            return;
        }

        waiting.Add(call, step);
        highWaits |= call.Alarm.Priority == Priority.High;
        asked.Enqueue(now);
        if (asked.Count > FloodAbove + 1)
        {
            asked.Dequeue();
        }
    }

    /// <summary>What is to be told now; while a flood lasts that is nothing until the next message that sums up is due.</summary>
    public ImmutableArray<Telling> Take(long now)
    {
        while (asked.TryPeek(out var oldest) && oldest <= now - Window)
        {
            asked.Dequeue();
        }

        InFlood = asked.Count > FloodAbove || (InFlood && asked.Count >= FloodEndsBelow);
        if (waiting.Count == 0 || (InFlood && now - summedUpAt < (highWaits ? SumUpHighEvery : SumUpEvery)))
        {
            return [];
        }

        ImmutableArray<Telling> due = [.. waiting.Where(w => w.Key.Stands).Select(w => new Telling(w.Key, w.Value))];
        waiting.Clear();
        highWaits = false;
        if (InFlood && !due.IsEmpty)
        {
            summedUpAt = now;
        }

        return due;
    }

    /// <summary>Remembers that the person has been told, also of every step before.</summary>
    public void Mark(Telling telling)
    {
        foreach (var key in keys.Take(telling.Step + 1))
        {
            if (key is not null && !telling.Call.Told.Contains(key))
            {
                telling.Call.Told.Add(key);
            }
        }
    }

    public void Shift(long by)
    {
        summedUpAt += by;
        for (var i = asked.Count; i > 0; i--)
        {
            asked.Enqueue(asked.Dequeue() + by);
        }
    }

    /// <summary>Null: nothing of the person must last.</summary>
    public ReceiverState? Capture() => asked.Count == 0 && !InFlood ? null : new(Person.Id, [.. asked], InFlood) { SummedUpAt = summedUpAt };
}

/// <param name="Step">Which step of the escalation, from 0.</param>
internal readonly record struct Telling(Call Call, int Step);
