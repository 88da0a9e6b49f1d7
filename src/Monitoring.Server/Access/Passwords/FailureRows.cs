using System.Net;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Failures in a row by name, or by name and address, for what no account keeps: names that nobody has (which must look the same as names that somebody has), PINs,
/// kiosks. They age. Bounded: the longest untouched goes first.
/// </summary>
/// <param name="most">Rows that are kept.</param>
internal sealed class FailureRows(Backoff backoff, int most, TimeProvider time)
{
    private readonly Dictionary<(string Name, IPAddress? From), Row> rows = [];
    private readonly Lock gate = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return rows.Count;
            }
        }
    }

    /// <summary>How long nothing is tried; null: it may be tried now.</summary>
    /// <param name="from">Null: from wherever.</param>
    public TimeSpan? LockedFor(string name, IPAddress? from = null)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return Find((name, from), now) is { } row && row.Until > now ? row.Until - now : null;
        }
    }

    /// <summary>Counts an attempt as failed before it is made, so that attempts side by side can't share one chance.</summary>
    /// <param name="from">Null: from wherever.</param>
    /// <param name="before">Failures in a row that are known from elsewhere.</param>
    public Row Fail(string name, IPAddress? from = null, int before = 0)
    {
        var key = (name, from);
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!rows.ContainsKey(key) && rows.Count >= most)
            {
                rows.Remove(rows.MinBy(r => r.Value.At).Key);
            }

            var known = Find(key, now);
            var failures = Math.Max(known?.Failures ?? 0, before) + 1;
            return rows[key] = new Row(failures, now, now + backoff.After(failures), known?.At ?? now);
        }
    }

    /// <summary>This attempt was none: the others age as if it hadn't been made. Another that failed meanwhile keeps its lock.</summary>
    public void TakeBack(string name, IPAddress? from, Row counted)
    {
        lock (gate)
        {
            if (!rows.TryGetValue((name, from), out var row))
            {
                return;
            }

            if (row.Failures <= 1)
            {
                rows.Remove((name, from));
                return;
            }

            var last = (row.At, row.Until) == (counted.At, counted.Until);
            rows[(name, from)] = last
                ? new Row(row.Failures - 1, counted.Before, counted.Before, counted.Before)
                : row with { Failures = row.Failures - 1 };
        }
    }

    /// <summary>The attempts from there begin anew.</summary>
    /// <param name="from">Null: those that are counted from wherever.</param>
    public void Clear(string name, IPAddress? from)
    {
        lock (gate)
        {
            rows.Remove((name, from));
        }
    }

    /// <summary>The attempts begin anew, each address's.</summary>
    public void Clear(string name)
    {
        lock (gate)
        {
            foreach (var key in rows.Keys.Where(k => k.Name == name).ToArray())
            {
                rows.Remove(key);
            }
        }
    }

    /// <summary>What still counts.</summary>
    private Row? Find((string Name, IPAddress? From) key, DateTimeOffset now)
    {
        if (!rows.TryGetValue(key, out var row))
        {
            return null;
        }

        if (row.At > now)
        {
            // The clock was set back: the wait begins again here, or it would grow by as much as that was.
            rows[key] = row = row with { At = now, Until = now + (row.Until - row.At) };
        }

        return now - row.At < Backoff.Forgotten ? row : null;
    }

    /// <param name="At">Of the last failure.</param>
    /// <param name="Until">Nothing is tried before; <paramref name="At"/>: it isn't locked.</param>
    /// <param name="Before">Of the failure before the last.</param>
    internal readonly record struct Row(int Failures, DateTimeOffset At, DateTimeOffset Until, DateTimeOffset Before);
}
