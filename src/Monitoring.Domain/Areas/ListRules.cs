using System.Collections.Immutable;

namespace Monitoring.Domain.Areas;

/// <summary>What every list of a plan must obey.</summary>
internal static class ListRules
{
    private const int LongestId = 64;

    public static IEnumerable<PlanProblem> CheckNotEmpty<T>(ImmutableArray<T> parts, string path, string what)
    {
        if (parts.IsEmpty)
        {
            yield return new(path, what, "Add at least one.");
        }
    }

    public static IEnumerable<PlanProblem> CheckIds<T>(ImmutableArray<T> parts, Func<T, string> idOf, string path, params string[] reserved)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, at) = (idOf(parts[i]), $"{path}[{i}].id");
            if (!IsId(id))
            {
                yield return new(at, $"'{id}' can't be an id.", $"Use 1 to {LongestId} of the characters a-z A-Z 0-9 _ and -.");
            }
            else if (reserved.Contains(id))
            {
                yield return new(at, $"The id '{id}' is reserved for the system's own use.", "Choose another id.");
            }
            else if (!seen.Add(id))
            {
                yield return new(at, $"The id '{id}' is there already in the same list.", "Give each a different id.");
            }
        }
    }

    /// <summary>What comes a second time, by its index.</summary>
    public static IEnumerable<(T Part, int Index)> Repeated<T, TKey>(ImmutableArray<T> parts, Func<T, TKey> keyOf)
    {
        HashSet<TKey> seen = [];
        return parts.Select((part, i) => (part, i)).Where(p => !seen.Add(keyOf(p.part))).ToList();
    }

    public static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    public static IEnumerable<PlanProblem> Each<T>(ImmutableArray<T> parts, string path, Func<T, string, IEnumerable<PlanProblem>> check) =>
        parts.SelectMany((part, i) => check(part, $"{path}[{i}]"));
}
