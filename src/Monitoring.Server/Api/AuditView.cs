using System.Text.Json;
using Monitoring.Records.Access;
using Monitoring.Records.Audit;

namespace Monitoring.Server.Api;

/// <param name="Next">Give it as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record AuditView(AuditEntryView[] Entries, long? Next, AuditChainView Chain);

/// <param name="Facility">Whose people may read it; null: only who may read everything.</param>
/// <param name="Private">What may be erased; null: there was nothing, or it was erased.</param>
internal sealed record AuditEntryView(
    long Number, long At, string Who, string From, string What, string Subject, string? Facility, JsonElement? Before, JsonElement? After, JsonElement? Private, bool Erased, string? Why, string Hash)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Number, entry.At, entry.Who, entry.From, entry.What, entry.Subject, entry.Facility, Json(entry.Before), Json(entry.After), Json(entry.Private),
        entry.PrivateDigest is not null && entry.Private is null, entry.Why, entry.Hash);

    /// <summary>What was spoilt is shown as it stands: the chain says that it was.</summary>
    private static JsonElement? Json(string? text)
    {
        try
        {
            return text is null ? null : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, ServerJson.Default.String);
        }
    }
}

/// <param name="Entries">Of the whole trail, whoever may read them.</param>
/// <param name="Verified">The last time that both chains were walked; null: not since the start.</param>
internal sealed record AuditChainView(long Entries, CheckpointView? Checkpoint, VerifiedView? Verified)
{
    public static AuditChainView Of(AuditPage page, AuditVerdict? verdict) => new(
        page.Length,
        page.LastSigned is { } signed ? new CheckpointView(signed.Number, signed.At) : null,
        verdict is null ? null : new VerifiedView(verdict.At, verdict.Problem));
}

/// <param name="At">Unix milliseconds, UTC.</param>
internal sealed record CheckpointView(long Number, long At);

/// <param name="Problem">The first thing that isn't as it was written; null: everything is.</param>
internal sealed record VerifiedView(long At, string? Problem);

/// <param name="Entries">Of the audit trail.</param>
internal sealed record AuditVerdictView(long At, long Entries, long JournalEntries, string? Problem)
{
    public static AuditVerdictView Of(AuditVerdict verdict) => new(verdict.At, verdict.Trail.Entries, verdict.Journal.Entries, verdict.Problem);
}
