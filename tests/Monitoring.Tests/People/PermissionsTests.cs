using CsCheck;
using Monitoring.Domain.People;

namespace Monitoring.Tests.People;

public sealed class PermissionsTests
{
    [Fact]
    public void Nobody_may_do_what_no_grant_says() => SomeRights.OneRight.Sample(right =>
    {
        Assert.False(Permissions.None.Allows(right, "palu", "kitchen"));
        Assert.False(Permissions.None.AllowsAnywhere(right));
        Assert.False(Permissions.None.AllowsEverywhere(right));
        Assert.Null(Permissions.None.RoleAt("palu", null));
    });

    [Fact]
    public void A_right_is_held_at_an_area_exactly_when_a_grant_that_covers_the_area_brings_it() =>
        Gen.Select(SomeRights.Grant.Array[0, 4], SomeRights.OneRight, SomeRights.Facility, SomeRights.Area).Sample((grants, right, facility, area) =>
        {
            var expected = grants.Any(g => RoleRights.Of(g.Role).HasFlag(right) && (g.Facility is null || (g.Facility == facility && (g.Area is null || g.Area == area))));
            Assert.Equal(expected, Permissions.Of(grants).Allows(right, facility, area));
        });

    [Fact]
    public void Who_holds_a_right_everywhere_holds_it_over_each_facility_and_who_holds_it_over_a_facility_holds_it_in_each_area() =>
        Gen.Select(SomeRights.Permissions, SomeRights.OneRight, SomeRights.Facility, SomeRights.Area).Sample((permissions, right, facility, area) =>
        {
            Assert.True(!permissions.AllowsEverywhere(right) || permissions.Allows(right, facility, null));
            Assert.True(!permissions.Allows(right, facility, null) || permissions.Allows(right, facility, area));
            Assert.True(!permissions.Allows(right, facility, area) || permissions.AllowsAnywhere(right));
        });

    [Fact]
    public void A_role_in_one_area_says_nothing_of_the_facility_or_of_another_area() => SomeRights.Role.Sample(role =>
    {
        var permissions = Permissions.Of([new Grant(role, "palu", "kitchen")]);
        Assert.True(permissions.Allows(Right.See, "palu", "kitchen"));
        Assert.False(permissions.Allows(Right.See, "palu", "workshop"));
        Assert.False(permissions.Allows(Right.See, "palu", null));
        Assert.False(permissions.Allows(Right.See, "poso", "kitchen"));
        Assert.False(permissions.AllowsEverywhere(Right.See));
    });

    [Fact]
    public void Another_grant_never_takes_a_right_away() =>
        Gen.Select(SomeRights.Grant.Array[0, 4], SomeRights.Grant, SomeRights.Facility, SomeRights.Area).Sample((grants, more, facility, area) =>
        {
            var before = Permissions.Of(grants).RightsAt(facility, area);
            Assert.Equal(before, before & Permissions.Of([.. grants, more]).RightsAt(facility, area));
        });

    [Fact]
    public void Several_rights_are_allowed_together_when_each_is() =>
        Gen.Select(SomeRights.Permissions, SomeRights.Rights, SomeRights.Facility, SomeRights.Area).Sample((permissions, rights, facility, area) =>
            Assert.Equal(Each(rights).All(r => permissions.Allows(r, facility, area)), permissions.Allows(rights, facility, area)));

    [Fact]
    public void What_is_done_at_a_kiosk_is_limited_to_its_area_and_to_what_the_person_may_do_there() =>
        Gen.Select(SomeRights.Permissions, SomeRights.OneRight, SomeRights.Facility, SomeRights.Area).Sample((permissions, right, facility, area) =>
        {
            var there = permissions.Within("palu", "kitchen");
            Assert.Equal(permissions.Allows(right, "palu", "kitchen"), there.Allows(right, "palu", "kitchen"));
            Assert.True(!there.Allows(right, facility, area) || (facility, area) == ("palu", "kitchen"));
            Assert.False(there.Allows(right, "palu", null));
            Assert.False(there.AllowsEverywhere(right));
        });

    [Fact]
    public void The_role_of_an_act_is_one_that_brings_its_right()
    {
        var both = Permissions.Of([new Grant(Role.Supervisor, "palu"), new Grant(Role.Maintainer)]);
        Assert.Equal(Role.Supervisor, both.RoleAt("palu", "kitchen"));
        Assert.Equal(Role.Supervisor, both.RoleAt("palu", "kitchen", Right.Shelve));
        Assert.Equal(Role.Maintainer, both.RoleAt("palu", "kitchen", Right.Service));
        Assert.Equal(Role.Maintainer, both.RoleAt("poso", "kitchen"));
        Assert.Null(both.RoleAt("poso", "kitchen", Right.Shelve));
    }

    [Fact]
    public void Whoever_holds_a_right_by_a_role_has_a_role_for_it() =>
        Gen.Select(SomeRights.Permissions, SomeRights.OneRight, SomeRights.Facility, SomeRights.Area).Sample((permissions, right, facility, area) =>
        {
            var role = permissions.RoleAt(facility, area, right);
            Assert.Equal(permissions.Allows(right, facility, area), role is { } held && RoleRights.Of(held).HasFlag(right));
        });

    [Fact]
    public void A_key_has_rights_and_no_role()
    {
        var key = new Permissions([new PlacedRights(Right.See | Right.Shelve, "palu", null, null)]);
        Assert.True(key.Allows(Right.Shelve, "palu", "kitchen"));
        Assert.Null(key.RoleAt("palu", "kitchen", Right.Shelve));
    }

    private static IEnumerable<Right> Each(Right rights) => Enum.GetValues<Right>().Where(r => r != Right.None && rights.HasFlag(r));
}
