using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.Server.Api;

/// <summary>How far a page of the record book reaches.</summary>
internal static class Paging
{
    private const int LargestPage = 1_000;

    /// <returns>What is wrong with it; null: nothing.</returns>
    public static ValidationProblem? Wrong(long? from, long? to, long? before, int? limit) =>
        limit is < 1 or > LargestPage ? Problems.Invalid("limit", $"1 to {LargestPage}.")
        : from is < 0 || to is < 0 || (from ?? 0) >= (to ?? long.MaxValue) ? Problems.Invalid("from", "from and to are Unix milliseconds (UTC), from before to.")
        : before is < 0 ? Problems.Invalid("before", "The 'next' of the page before.")
        : null;
}
