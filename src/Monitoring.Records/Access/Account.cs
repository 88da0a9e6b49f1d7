using Microsoft.AspNetCore.Identity;
using Monitoring.Domain.People;

namespace Monitoring.Records.Access;

/// <summary>
/// Somebody who may sign in. <see cref="IdentityUser{TKey}.UserName"/> is the short name in every record and, when the plan has that person, its id there; it is never given to
/// somebody else, so that an account is never deleted: erasing takes the person out of it. Times are Unix ms, UTC.
/// </summary>
public sealed class Account : IdentityUser
{
    /// <summary>As people say it.</summary>
    public string Name { get; set; } = "";

    public Language Language { get; set; }

    /// <summary>Null: none.</summary>
    public string? PinHash { get; set; }

    /// <summary>Null: none. No two accounts have the same.</summary>
    public string? BadgeDigest { get; set; }

    public long CreatedAt { get; set; }

    /// <summary>Null: may sign in.</summary>
    public long? DisabledAt { get; set; }

    /// <summary>Null: the personal data is there.</summary>
    public long? ErasedAt { get; set; }

    /// <summary>Attempts that failed since the last that didn't.</summary>
    public int FailedInRow { get; set; }

    /// <summary>No attempt counts before; null: not locked.</summary>
    public long? LockedUntil { get; set; }

    public List<AccountGrant> Grants { get; } = [];
}

/// <summary>A role that an account holds at a place.</summary>
public sealed class AccountGrant
{
    /// <summary>Given by the database.</summary>
    public long Id { get; set; }

    public string AccountId { get; set; } = "";

    public Role Role { get; set; }

    /// <summary>Null: every facility.</summary>
    public string? Facility { get; set; }

    /// <summary>Null: every area of the facility, and the facility itself.</summary>
    public string? Area { get; set; }

    public Grant ToGrant() => new(Role, Facility, Area);
}
