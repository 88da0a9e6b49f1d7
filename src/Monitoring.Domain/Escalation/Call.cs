using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Escalation;

/// <summary>An alarm that calls for a person, from one <see cref="Alarm.CallsSince"/> until it no longer calls or calls anew.</summary>
internal sealed class Call(string area, Alarm alarm, long since, long from)
{
    public string Area => area;

    public Alarm Alarm { get; set; } = alarm;

    public long Since => since;

    /// <summary>From when the delays of the steps count.</summary>
    public long From { get; set; } = from;

    /// <summary>Keys of who has been told (<see cref="Receiver.KeyAt"/>).</summary>
    public List<string> Told { get; } = [];

    /// <summary>Before this nothing can come of looking at it again.</summary>
    public long LookAt { get; set; }

    /// <summary>When it stopped calling; null: it calls.</summary>
    public long? EndedAt { get; set; }

    public bool Stands => EndedAt is null;

    /// <summary>The area's last report that had it.</summary>
    public long Report { get; set; }

    /// <summary>Which way it climbs has changed: look at it again.</summary>
    public void Follow(Alarm now)
    {
        if (EndedAt is not null || now.State != Alarm.State || now.Priority != Alarm.Priority)
        {
            (EndedAt, LookAt) = (null, 0);
        }

        Alarm = now;
    }
}
