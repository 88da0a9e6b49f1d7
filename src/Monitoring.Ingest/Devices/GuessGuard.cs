using System.Net;
using Monitoring.Grains.Settings;

namespace Monitoring.Ingest.Devices;

/// <summary>
/// Tells guessing from mistakes: after five wrong sign-ins from one address under one name, further wrong ones are guesses until it has waited, each time twice as
/// long as the last, up to a minute. Names that no device has count as one name. A right password isn't asked about here. Bounded: the quietest are forgotten. Safe
/// to use from any thread.
/// </summary>
internal sealed class GuessGuard(TimeProvider time)
{
    public const int Most = 4_096;

    private const int Free = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Address, string Name), LinkedListNode<Guesser>> guessers = [];

    /// <summary>Who failed longest ago stands first.</summary>
    private readonly LinkedList<Guesser> byTime = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return guessers.Count;
            }
        }
    }

    /// <summary>An address as guesses are counted: an IPv6 network of 64 bits belongs to one hand.</summary>
    public static string Of(EndPoint? address) => address is IPEndPoint { Address: var ip } ? NetworkAddress.OneHand(ip).ToString() : "";

    /// <param name="name">The device that is meant; empty: none that exists.</param>
    public bool MayTry(string address, string name)
    {
        lock (gate)
        {
            return !guessers.TryGetValue((address, name), out var guesser)
                || guesser.Value.Failures < Free
                || time.GetElapsedTime(guesser.Value.At) >= Wait(guesser.Value.Failures);
        }
    }

    public void Failed(string address, string name)
    {
        lock (gate)
        {
            var failures = 1;
            if (guessers.Remove((address, name), out var known))
            {
                byTime.Remove(known);
                failures = time.GetElapsedTime(known.Value.At) < Memory ? known.Value.Failures + 1 : 1;
            }
            else if (guessers.Count >= Most)
            {
                guessers.Remove(byTime.First!.Value.Key);
                byTime.RemoveFirst();
            }

            guessers[(address, name)] = byTime.AddLast(new Guesser((address, name), failures, time.GetTimestamp()));
        }
    }

    public void Succeeded(string address, string name)
    {
        lock (gate)
        {
            if (guessers.Remove((address, name), out var known))
            {
                byTime.Remove(known);
            }
        }
    }

    private static TimeSpan Wait(int failures)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Min(failures - Free, 10));
        return doubled < LongestWait ? doubled : LongestWait;
    }

    /// <param name="At">Timestamp of the latest failure.</param>
    private readonly record struct Guesser((string Address, string Name) Key, int Failures, long At);
}
