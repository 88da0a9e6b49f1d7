using System.Text.Json;
using Monitoring.Domain.People;

namespace Monitoring.Server.Access.Keys;

/// <summary>Rights as words, in their order: <c>see</c>, <c>acknowledge</c>, …</summary>
internal static class RightWords
{
    private static readonly (Right Right, string Word)[] Each =
        [.. Enum.GetValues<Right>().Where(r => r != Right.None).Select(r => (r, JsonNamingPolicy.CamelCase.ConvertName(r.ToString())))];

    public static string[] Of(Right rights) => [.. Each.Where(r => rights.HasFlag(r.Right)).Select(r => r.Word)];

    /// <returns>Null: one of them is no right, or there is none.</returns>
    public static Right? Read(IReadOnlyCollection<string>? words) =>
        words is { Count: > 0 } && words.All(w => Each.Any(r => r.Word == w)) ? words.Aggregate(Right.None, (all, w) => all | Each.First(r => r.Word == w).Right) : null;

    public static string All => string.Join(", ", Each.Select(r => r.Word));
}
