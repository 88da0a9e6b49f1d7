namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Failures in a row by name, for what no account keeps: names that nobody has (which must look the same as names that somebody has), PINs, kiosks. Bounded: the
/// longest untouched goes first.
/// </summary>
/// <param name="most">Names that are kept.</param>
internal sealed class FailureRows(Backoff backoff, int most, TimeProvider time)
{
    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);
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
    public TimeSpan? LockedFor(string name)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            return rows.TryGetValue(name, out var row) && row.Until > now ? row.Until - now : null;
        }
    }

    /// <summary>Counts an attempt as failed before it is made, so that attempts side by side can't share one chance. A success takes it back with the rest.</summary>
    /// <param name="before">Failures in a row that are known from elsewhere.</param>
    public Row Fail(string name, int before = 0)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!rows.ContainsKey(name) && rows.Count >= most)
            {
                rows.Remove(rows.MinBy(r => r.Value.At).Key);
            }

            var failures = rows.TryGetValue(name, out var row) ? Math.Max(row.Failures, before) + 1 : before + 1;
            return rows[name] = new Row(failures, now, now + backoff.After(failures));
        }
    }

    /// <summary>This attempt was none. Another that failed meanwhile keeps its lock.</summary>
    public void TakeBack(string name, Row counted)
    {
        lock (gate)
        {
            if (rows.TryGetValue(name, out var row))
            {
                rows[name] = row with { Failures = row.Failures - 1, Until = row == counted ? row.At : row.Until };
            }
        }
    }

    public void Clear(string name)
    {
        lock (gate)
        {
            rows.Remove(name);
        }
    }

    internal readonly record struct Row(int Failures, DateTimeOffset At, DateTimeOffset Until);
}
