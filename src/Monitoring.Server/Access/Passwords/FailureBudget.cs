using System.Net;
using System.Net.Sockets;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Failed attempts that an address may make: 60 at once and one more every two seconds. A kitchen behind one address isn't locked out for longer than that, and who
/// guesses at many names gets no further than at one. IPv6 counts by /64, which one customer has as a whole (RFC 6177).
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
            var left = Left(Key(address));
            return left >= 1 ? null : (1 - left) * Refill;
        }
    }

    /// <summary>Takes one; true: that was the last for now.</summary>
    public bool Fail(IPAddress? address)
    {
        var key = Key(address);
        lock (gate)
        {
            if (!budgets.ContainsKey(key) && budgets.Count >= MostAddresses)
            {
                budgets.Remove(budgets.MinBy(b => b.Value.At).Key);
            }

            var left = Math.Max(0, Left(key) - 1);
            budgets[key] = (left, time.GetUtcNow());
            return left < 1;
        }
    }

    private double Left(IPAddress key) =>
        budgets.TryGetValue(key, out var budget) ? Math.Min(Most, budget.Left + ((time.GetUtcNow() - budget.At) / Refill)) : Most;

    private static IPAddress Key(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        if (plain.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(plain))
        {
            return plain;
        }

        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
