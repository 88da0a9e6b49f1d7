using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.Server.Api;

/// <summary>Words of a query that choose among the members of an enum, as the answers write them: camelCase.</summary>
internal static class Words
{
    /// <summary>False: one of them isn't a member.</summary>
    public static bool TryRead<T>(string[]? words, out ImmutableArray<T> members)
        where T : struct, Enum
    {
        var read = ImmutableArray.CreateBuilder<T>();
        foreach (var word in words ?? [])
        {
            if (!Members<T>.ByWord.TryGetValue(word, out var member))
            {
                members = [];
                return false;
            }

            read.Add(member);
        }

        members = read.ToImmutable();
        return true;
    }

    public static ValidationProblem Wrong<T>(string field)
        where T : struct, Enum => Problems.Invalid(field, $"Some of {string.Join(", ", Members<T>.ByWord.Keys)}.");

    private static class Members<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(m => JsonNamingPolicy.CamelCase.ConvertName(m.ToString()));
    }
}
