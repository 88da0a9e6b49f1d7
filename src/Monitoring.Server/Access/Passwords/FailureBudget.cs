using System.Net;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Failed attempts that an address may make: 60 at once and one more every two seconds. A kitchen behind one address isn't locked out for longer than that, and who
/// guesses at many names gets no further than at one. Paid before the attempt: those that are under way or broken off cost as much as those that fail.
/// IPv6 counts by /64, which one customer has as a whole (RFC 6177).
/// </summary>
internal sealed class FailureBudget(TimeProvider time)
{
    private const double Most = 60;
    private const int MostAddresses = 10_000;

    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(2);

    private readonly Dictionary<IPAddress, (double Left, DateTimeOffset At)> budgets = [];
    private readonly Lock gate = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return budgets.Count;
            }
        }
    }

    /// <summary>How long the address must wait; null: it may try now.</summary>
    public TimeSpan? WaitFor(IPAddress? address)
    {
        lock (gate)
        {
            return Wait(Left(KeyOf(address), time.GetUtcNow()));
        }
    }

    /// <summary>Pays for one attempt.</summary>
    /// <returns>Null: paid; else how long the address must wait.</returns>
    public TimeSpan? Take(IPAddress? address)
    {
        var key = KeyOf(address);
        lock (gate)
        {
            var now = time.GetUtcNow();
            var left = Left(key, now);
            if (left < 1)
            {
                return Wait(left);
            }

            if (!budgets.ContainsKey(key) && budgets.Count >= MostAddresses)
            {
                budgets.Remove(budgets.MinBy(b => b.Value.At).Key);
            }

            budgets[key] = (left - 1, now);
            return null;
        }
    }

    /// <summary>The attempt that was paid for didn't fail.</summary>
    public void GiveBack(IPAddress? address)
    {
        var key = KeyOf(address);
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (budgets.ContainsKey(key))
            {
                budgets[key] = (Math.Min(Most, Left(key, now) + 1), now);
            }
        }
    }

    /// <summary>What counts as one address.</summary>
    public static IPAddress KeyOf(IPAddress? address) => NetworkAddress.OneHand(address ?? IPAddress.None);

    private static TimeSpan? Wait(double left) => left >= 1 ? null : (1 - left) * Refill;

    private double Left(IPAddress key, DateTimeOffset now)
    {
        if (!budgets.TryGetValue(key, out var budget))
        {
            return Most;
        }

        if (budget.At > now)
        {
            // The clock was set back: it goes on from here, or nothing would be refilled for as long as that was.
            budgets[key] = budget = (budget.Left, now);
        }

        return Math.Min(Most, budget.Left + ((now - budget.At) / Refill));
    }
}
