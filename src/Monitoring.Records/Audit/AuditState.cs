using Microsoft.Extensions.Logging;

namespace Monitoring.Records.Audit;

/// <summary>What the audit chain's own work has found. Each change is logged once. For many threads.</summary>
public sealed partial class AuditState(ILogger<AuditState> logger)
{
    private readonly Lock gate = new();
    private string? signing;
    private string? verifying;
    private string? recording;
    private volatile AuditVerdict? verdict;

    /// <summary>The last walk over everything; null: none has ended yet.</summary>
    public AuditVerdict? Verdict => verdict;

    /// <summary>What is wrong and what to do, in sentences; null: nothing.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return verdict?.Problem is { } broken ? $"{broken} {Remedy}" : signing ?? verifying ?? recording;
            }
        }
    }

    private static string Remedy =>
        "Somebody has changed the records behind the program's back, or the disk has. Keep a copy of Data:Directory as it is, find out who could write there, and put a backup in its place.";

    internal void Verified(AuditVerdict found)
    {
        var before = verdict;
        verdict = found;
        Say(ref verifying, null);
        if (found.Problem is { } broken && broken != before?.Problem)
        {
            LogBroken(broken, Remedy);
        }
        else if (found.Problem is null && before?.Problem is not null)
        {
            LogWhole();
        }
    }

    /// <param name="why">Null: it works.</param>
    internal void Verifying(string? why) => Say(ref verifying, why);

    /// <param name="why">Null: it works.</param>
    internal void Signing(string? why) => Say(ref signing, why);

    /// <param name="why">Null: it works.</param>
    internal void Recording(string? why) => Say(ref recording, why);

    private void Say(ref string? trouble, string? why)
    {
        string? before;
        lock (gate)
        {
            (before, trouble) = (trouble, why);
        }

        if (why is not null && before is null)
        {
            LogFailing(why);
        }
        else if (why is null && before is not null)
        {
            LogWorking(before);
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Broken} {Remedy}")]
    private partial void LogBroken(string broken, string remedy);

    [LoggerMessage(LogLevel.Warning, "The audit chain is whole again.")]
    private partial void LogWhole();

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogFailing(string why);

    [LoggerMessage(LogLevel.Information, "This is over: {Before}")]
    private partial void LogWorking(string before);
}
