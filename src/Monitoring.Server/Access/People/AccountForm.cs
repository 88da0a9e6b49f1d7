using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Monitoring.Domain.People;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.People;

/// <summary>What is written about a person, and what is wrong with it.</summary>
internal static partial class AccountForm
{
    private const int MostGrants = 20;

    /// <summary>Words that records use for who is nobody.</summary>
    private static readonly string[] Reserved = ["nobody", "command", "server", "system", "set-up", "monitoring"];

    /// <exception cref="RefusedException">It isn't a short name.</exception>
    public static string User(string? user) => user?.Trim() is { } name && ShortName().IsMatch(name) && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? name
        : throw RefusedException.Invalid("user", "A short name that stands in all records: 1 to 40 of a-z, A-Z, 0-9, _ and -, beginning with a letter or digit. Of a person of the plan, their id there.");

    /// <exception cref="RefusedException">It isn't a name.</exception>
    public static string DisplayName(string? name) => name?.Trim() is { Length: >= 1 and <= 80 } said && !said.Any(char.IsControl)
        ? said
        : throw RefusedException.Invalid("displayName", "As people say it: 1 to 80 characters on one line.");

    /// <exception cref="RefusedException">It isn't an address.</exception>
    /// <returns>Null: none.</returns>
    public static string? Email(string? email) => string.IsNullOrWhiteSpace(email) ? null
        : email.Trim() is { Length: <= 254 } said && MailAddress().IsMatch(said) ? said
        : throw RefusedException.Invalid("email", "An e-mail address, or leave it out.");

    /// <exception cref="RefusedException">Too many, or none.</exception>
    /// <param name="exists">Of a facility, or an area of it; an id that the plan doesn't have would be a grant over what comes tomorrow.</param>
    public static Grant[] Grants(IReadOnlyCollection<Grant>? grants, Func<string, string?, bool> exists)
    {
        if (grants is not { Count: >= 1 and <= MostGrants })
        {
            throw RefusedException.Invalid("grants", $"1 to {MostGrants} roles, each with a place. Who should do nothing any more is disabled.");
        }

        if (grants.FirstOrDefault(g => g is null || (g.Facility is null && g.Area is not null) || !Enum.IsDefined(g.Role)) is not null)
        {
            throw RefusedException.Invalid("grants", "Each is {role, facility, area}; without a facility there is no area.");
        }

        return grants.FirstOrDefault(g => g.Facility is not null && !exists(g.Facility, g.Area)) is { } stranger
            ? throw RefusedException.Invalid("grants", $"The plan has no {stranger.Facility}{(stranger.Area is null ? "" : "/" + stranger.Area)}. GET /api/v1/areas lists what it has.")
            : [.. grants.Distinct()];
    }

    /// <exception cref="RefusedException">It must be said.</exception>
    public static string Why(string? why) => why?.Trim() is { Length: >= 1 and <= 500 } said ? said : throw RefusedException.Invalid("why", "Say it in 1 to 500 characters.");

    /// <returns>Null: nothing was said.</returns>
    public static string? OptionalWhy(string? why) => string.IsNullOrWhiteSpace(why) ? null : Why(why);

    /// <summary>Do these words say who the person is, beside the short name, which stays anyway?</summary>
    public static bool Names(string words, Account account)
    {
        var said = Word().Matches(words).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (account.Email is { } email && words.Contains(email, StringComparison.OrdinalIgnoreCase))
            || Word().Matches(account.Name).Any(m => m.Length > 3 && !m.Value.Equals(account.UserName, StringComparison.OrdinalIgnoreCase) && said.Contains(m.Value));
    }

    /// <summary>Saves a new account, inside of a change.</summary>
    /// <exception cref="RefusedException">Somebody has, or had, the name.</exception>
    public static async Task AddAsync(UserManager<Account> accounts, Account account)
    {
        var result = await accounts.CreateAsync(account);
        if (!result.Succeeded)
        {
            throw result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
                ? RefusedException.Conflict("Somebody has this name.", "A short name stands in the records for one person for ever. Choose another.")
                : RefusedException.Invalid("user", [.. result.Errors.Select(e => e.Description)]);
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex MailAddress();
}
