using Microsoft.AspNetCore.Identity;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Computes the slow digests of passwords and PINs (PBKDF2, OWASP's count), never more at a time than leave the other half of the processors to the readings, and
/// with bounded queues, so that guessing costs the guesser and not the kitchen. Kiosks wait in one of their own: who floods the sign-in doesn't keep a kitchen from its alarms.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    /// <summary>PBKDF2-HMAC-SHA512: OWASP Password Storage Cheat Sheet, 2023.</summary>
    public const int Iterations = 210_000;

    private const int MostWaiting = 64;

    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly IPasswordHasher<Account> hasher;
    private readonly string nobodys;
    private readonly WaitingRoom signingIn = new(), atKiosks = new();
    private long computed;

    public PasswordWork(IPasswordHasher<Account> hasher)
    {
        this.hasher = hasher;
        nobodys = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());
        AccessMetrics.Observe("monitoring.access.digests.waiting", "{digest}", "Passwords and PINs that wait to be compared", () => Waiting);
    }

    /// <summary>How many wait for their turn.</summary>
    public int Waiting => signingIn.Count + atKiosks.Count;

    /// <summary>How many were computed: what a test counts where an attacker would measure time.</summary>
    public long Computed => Interlocked.Read(ref computed);

    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<string> HashAsync(Account account, string text, CancellationToken cancellation) =>
        InTurnAsync(signingIn, () => hasher.HashPassword(account, PasswordRule.Normalise(text)), cancellation);

    /// <summary>Takes the same time, and says no, when there is no digest to compare with.</summary>
    /// <param name="digest">Null: nobody has one.</param>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<bool> IsRightAsync(Account? account, string? digest, string text, CancellationToken cancellation) =>
        IsRightAsync(signingIn, account, digest, text, cancellation);

    /// <summary>The same for the PIN of somebody at a kiosk.</summary>
    /// <exception cref="BusyException">Too many wait at kiosks already.</exception>
    public Task<bool> IsPinRightAsync(Account? account, string? digest, string pin, CancellationToken cancellation) =>
        IsRightAsync(atKiosks, account, digest, pin, cancellation);

    public void Dispose() => turns.Dispose();

    private async Task<bool> IsRightAsync(WaitingRoom room, Account? account, string? digest, string text, CancellationToken cancellation)
    {
        // Longer ones can't be right, and would take longer.
        var tried = text.Length > PasswordRule.Longest * 4 ? "" : text;
        var result = await InTurnAsync(room, () => hasher.VerifyHashedPassword(account ?? new Account(), digest ?? nobodys, PasswordRule.Normalise(tried)), cancellation);
        return result != PasswordVerificationResult.Failed && digest is not null && account is not null;
    }

    private async Task<T> InTurnAsync<T>(WaitingRoom room, Func<T> work, CancellationToken cancellation)
    {
        room.Enter();
        try
        {
            await turns.WaitAsync(cancellation);
        }
        finally
        {
            room.Leave();
        }

        try
        {
            Interlocked.Increment(ref computed);
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            turns.Release();
        }
    }

    private sealed class WaitingRoom
    {
        private int waiting;

        public int Count => Volatile.Read(ref waiting);

        public void Enter()
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting)
            {
                Leave();
                throw new BusyException();
            }
        }

        public void Leave() => Interlocked.Decrement(ref waiting);
    }
}

/// <summary>More passwords are being compared than may wait.</summary>
internal sealed class BusyException() : Exception("Too many passwords are being compared. Try again in a few seconds.");
