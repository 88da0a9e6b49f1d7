using CsCheck;
using Monitoring.Domain.People;

namespace Monitoring.Tests.People;

/// <summary>Few places and every role, so that what is generated meets.</summary>
internal static class SomeRights
{
    private static readonly string[] Facilities = ["palu", "poso"];
    private static readonly string[] Areas = ["kitchen", "workshop"];

    public static Gen<string> Facility { get; } = Gen.OneOf(Facilities);

    public static Gen<string> Area { get; } = Gen.OneOf(Areas);

    public static Gen<Role> Role { get; } = Gen.OneOf(Enum.GetValues<Role>());

    public static Gen<Right> OneRight { get; } = Gen.OneOf(Enum.GetValues<Right>().Where(r => r != Right.None).ToArray());

    public static Gen<Right> Rights { get; } = Gen.Int[0, (1 << 12) - 1].Select(r => (Right)r);

    public static Gen<Grant> Grant { get; } = Gen.Select(Role, Gen.Int[0, 2], Facility, Area, (role, wide, facility, area) =>
        new Grant(role, wide == 0 ? null : facility, wide == 2 ? area : null));

    public static Gen<Permissions> Permissions { get; } = Grant.Array[0, 4].Select(g => Domain.People.Permissions.Of(g));
}
