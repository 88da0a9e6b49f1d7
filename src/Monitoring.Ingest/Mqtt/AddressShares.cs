using Monitoring.Ingest.Devices;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// What each address has of a listener: so many connections at once, so many new ones in a row and then a second. Bounded: of the addresses without a connection those that
/// came longest ago are forgotten. Safe to use from any thread.
/// </summary>
/// <param name="connections">Of one address at once.</param>
internal sealed class AddressShares(int connections, double perSecond, int burst, TimeProvider time)
{
    /// <summary>So many are remembered; more only while each of them has a connection.</summary>
    public const int Most = 4_096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);

    /// <summary>Those without a connection; who came longest ago stands first.</summary>
    private readonly LinkedList<Share> idle = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return shares.Count;
            }
        }
    }

    /// <param name="address">As <see cref="GuessGuard.Of"/> writes it.</param>
    /// <returns>True: the caller must call <see cref="Leave"/>. False: it has its share, or comes too fast.</returns>
    public bool TryEnter(string address)
    {
        lock (gate)
        {
            var share = Find(address);
            if (share.Open >= connections || !share.Attempts.TryTake())
            {
                return false;
            }

            if (share.Open++ == 0)
            {
                idle.Remove(share.Node);
            }

            return true;
        }
    }

    /// <summary>A connection that <see cref="TryEnter"/> let in has ended.</summary>
    public void Leave(string address)
    {
        lock (gate)
        {
            var share = shares[address];
            if (--share.Open == 0)
            {
                idle.AddLast(share.Node);
            }
        }
    }

    private Share Find(string address)
    {
        if (shares.TryGetValue(address, out var known))
        {
            if (known.Open == 0)
            {
                idle.Remove(known.Node);
                idle.AddLast(known.Node);
            }

            return known;
        }

        if (shares.Count >= Most && idle.First is { } quietest)
        {
            shares.Remove(quietest.Value.Address);
            idle.Remove(quietest);
        }

        var share = new Share(address, new TokenBucket(perSecond, burst, time));
        shares.Add(address, share);
        idle.AddLast(share.Node);
        return share;
    }

    private sealed class Share
    {
        public Share(string address, TokenBucket attempts)
        {
            (Address, Attempts) = (address, attempts);
            Node = new LinkedListNode<Share>(this);
        }

        public string Address { get; }

        public TokenBucket Attempts { get; }

        /// <summary>Its place among those without a connection.</summary>
        public LinkedListNode<Share> Node { get; }

        public int Open { get; set; }
    }
}
