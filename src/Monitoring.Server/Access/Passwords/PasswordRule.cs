using System.Collections.Frozen;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// What may be a password: NIST SP 800-63B-4, 3.1.1.2. Fifteen characters and more of any kind, none of them prescribed; refused are the ones that others try first.
/// </summary>
/// <param name="plan">Whose names of places are no secret.</param>
internal sealed class PasswordRule(Plan plan)
{
    public const int Shortest = 15;
    public const int Longest = 128;

    /// <summary>So many characters must be left when everything guessable is taken out.</summary>
    private const int Unguessable = 8;

    private static readonly char[] BetweenNames = [' ', '-', '_', '.', '\'', '’', '/'];
    private static readonly FrozenSet<string> Known = Resource.Lines("common-passwords.txt").Select(Weakness.Plain).ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Words = [.. Resource.Lines("common-words.txt").Select(Weakness.Plain)];

    private readonly string[] places =
    [
        "monitoring", .. plan.Facilities.SelectMany(f => (string[])[f.Id, f.Name.Indonesian, f.Name.English, .. f.Areas.SelectMany(a => (string[])[a.Id, a.Name.Indonesian, a.Name.English])])
            .SelectMany(NamesIn).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The same text whatever keyboard it was typed on, and what is hashed.</summary>
    public static string Normalise(string password) => Nfkc.Normalise(password);

    /// <summary>Why it may not be, each a sentence with what to do; empty: it may.</summary>
    /// <param name="password">As typed.</param>
    public string[] WhyNot(string password, string user, string displayName)
    {
        var normal = Normalise(password);
        var length = normal.EnumerateRunes().Count();
        if (length < Shortest)
        {
            return [$"Choose at least {Shortest} characters: four or five words that don't belong together are easy to keep in mind."];
        }

        if (length > Longest)
        {
            return [$"Choose at most {Longest} characters."];
        }

        if (normal.Any(char.IsControl))
        {
            return ["Leave control characters out: not every keyboard has them."];
        }

        var plain = Weakness.Plain(normal);
        return Known.Contains(plain) ? ["This password is in the lists that others try first. Choose another."]
            : Weakness.IsRepeated(plain) ? ["The same is repeated over and over. Choose words that don't belong together."]
            : Weakness.IsMadeOf(plain, Unguessable, []) ? ["These are keys or numbers in a row, or the same few characters. Choose words that don't belong together."]
            : Weakness.IsMadeOf(plain, Unguessable, [.. NamesIn(user), .. NamesIn(displayName)]) ? ["This is hardly more than your name. Choose words that have nothing to do with you."]
            : Weakness.IsMadeOf(plain, Unguessable, [.. NamesIn(user), .. NamesIn(displayName), .. places]) ? ["This is hardly more than names of this place or of this program. Choose words that have nothing to do with it."]
            : Weakness.IsMadeOf(plain, Unguessable, [.. NamesIn(user), .. NamesIn(displayName), .. places, .. Words]) ? ["This is hardly more than words that others try first. Add words that don't belong together."]
            : [];
    }

    private static IEnumerable<string> NamesIn(string text) => text.Split(BetweenNames, StringSplitOptions.RemoveEmptyEntries).Select(Weakness.Plain).Where(n => n.Length >= 3);
}
