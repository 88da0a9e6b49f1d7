using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>Who of a facility can be told, and who of them is on duty now.</summary>
internal sealed class Roster
{
    private readonly FacilityPlan facility;
    private readonly Dictionary<(Priority Priority, ChannelKind? Except), ImmutableArray<Stop>> routes = [];

    /// <param name="isSetUp">Which channels this server has.</param>
    public Roster(FacilityPlan facility, Func<ChannelKind, bool> isSetUp, ImmutableArray<ReceiverState> states)
    {
        this.facility = facility;
        var steps = facility.Escalation.Steps.Select(s => s.Role).ToImmutableArray();
        Receivers =
        [
            .. facility.People.Select(p => (Person: p, Channels: p.Channels.Where(c => isSetUp(c.Kind)).ToImmutableArray())).Where(p => !p.Channels.IsEmpty)
                .Select(p => new Receiver(p.Person, p.Channels, steps, states.FirstOrDefault(s => s.Person == p.Person.Id))),
        ];
        NotSetUp = [.. facility.People.SelectMany(p => p.Channels).Select(c => c.Kind).Distinct().Where(k => !isSetUp(k))];
        WithoutReceiver = [.. steps.Distinct().Where(role => Receivers.All(r => r.Person.Role != role))];
    }

    public ImmutableArray<Receiver> Receivers { get; }

    /// <summary>Channels of people of the facility that this server doesn't have.</summary>
    public ImmutableArray<ChannelKind> NotSetUp { get; }

    /// <summary>Roles of steps in which nobody can be told.</summary>
    public ImmutableArray<Role> WithoutReceiver { get; }

    /// <returns>Somebody came on duty or went off.</returns>
    public bool Turn(DateTime local)
    {
        var changed = false;
        foreach (var receiver in Receivers)
        {
            var shifts = receiver.Person.Shifts;
            var onDuty = shifts.IsEmpty || facility.Shifts.Any(s => shifts.Contains(s.Id) && s.Covers(local));
            changed |= onDuty != receiver.OnDuty;
            receiver.OnDuty = onDuty;
        }

        if (changed)
        {
            routes.Clear();
        }

        return changed;
    }

    /// <summary>The steps of an alarm, with who is to be told now if one is due. A step in which nobody can be told leaves its time to the next.</summary>
    /// <param name="except">A channel on which the alarm isn't told, because it is about that channel.</param>
    public ImmutableArray<Stop> RouteOf(Priority priority, ChannelKind? except)
    {
        if (!routes.TryGetValue((priority, except), out var route))
        {
            routes[(priority, except)] = route = [.. Stops(priority, except)];
        }

        return route;
    }

    private IEnumerable<Stop> Stops(Priority priority, ChannelKind? except)
    {
        long? left = null;
        List<Role> empty = [];
        for (var step = 0; step < facility.Escalation.Steps.Length; step++)
        {
            var planned = facility.Escalation.Steps[step];
            if (planned.DelayOf(priority) is not { } delay)
            {
                continue;
            }

            var after = Math.Min(left ?? long.MaxValue, (long)delay.TotalMilliseconds);
            if (Whom(planned.Role, except) is { IsEmpty: false } whom)
            {
                yield return new Stop(step, after, whom, [.. empty]);
                left = null;
            }
            else
            {
                left = after;
                empty.Add(planned.Role);
            }
        }
    }

    /// <summary>Who of the role is on duty; if that is nobody, everybody of the role.</summary>
    private ImmutableArray<Receiver> Whom(Role role, ChannelKind? except)
    {
        var all = Receivers.Where(r => r.Person.Role == role && r.Channels.Any(c => c.Kind != except)).ToImmutableArray();
        var onDuty = all.Where(r => r.OnDuty).ToImmutableArray();
        return onDuty.IsEmpty ? all : onDuty;
    }
}

/// <param name="Step">Which step of the plan, from 0.</param>
/// <param name="After">Milliseconds since the alarm began to call.</param>
/// <param name="Missing">Roles that were due before and in which nobody can be told.</param>
internal sealed record Stop(int Step, long After, ImmutableArray<Receiver> Whom, ImmutableArray<Role> Missing);
