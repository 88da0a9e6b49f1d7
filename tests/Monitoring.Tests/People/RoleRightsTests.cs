using Monitoring.Domain.People;

namespace Monitoring.Tests.People;

public sealed class RoleRightsTests
{
    [Theory]
    [InlineData(Role.Operator, Role.Supervisor)]
    [InlineData(Role.Supervisor, Role.ShiftLead)]
    [InlineData(Role.ShiftLead, Role.FacilityHead)]
    [InlineData(Role.FacilityHead, Role.RegionalOffice)]
    public void Whoever_stands_above_may_do_all_that_those_below_may(Role below, Role above) =>
        Assert.Equal(RoleRights.Of(below), RoleRights.Of(below) & RoleRights.Of(above));

    [Fact]
    public void Everybody_may_see_and_every_right_belongs_to_some_role()
    {
        var roles = Enum.GetValues<Role>();
        Assert.All(roles, r => Assert.True(RoleRights.Of(r).HasFlag(Right.See)));
        var all = roles.Aggregate(Right.None, (sum, r) => sum | RoleRights.Of(r));
        Assert.All(Enum.GetValues<Right>(), right => Assert.True(all.HasFlag(right), $"Nobody may {right}."));
    }

    [Theory]
    [InlineData(Right.Acknowledge, Role.Operator, Role.Supervisor, Role.ShiftLead, Role.FacilityHead, Role.RegionalOffice)]
    [InlineData(Right.Shelve, Role.Supervisor, Role.ShiftLead, Role.FacilityHead, Role.RegionalOffice)]
    [InlineData(Right.Verify, Role.Supervisor, Role.ShiftLead, Role.FacilityHead, Role.RegionalOffice, Role.QualityReviewer)]
    [InlineData(Right.Service, Role.ShiftLead, Role.FacilityHead, Role.RegionalOffice, Role.Maintainer)]
    [InlineData(Right.ManagePeople, Role.FacilityHead, Role.RegionalOffice)]
    [InlineData(Right.ManageDevices, Role.FacilityHead, Role.RegionalOffice, Role.Maintainer)]
    [InlineData(Right.Operate, Role.Maintainer)]
    public void Few_may_do_what_weighs(Right right, params Role[] who) =>
        Assert.Equal(who, Enum.GetValues<Role>().Where(r => RoleRights.Of(r).HasFlag(right)));

    [Fact]
    public void A_role_that_nobody_knows_may_nothing() => Assert.Equal(Right.None, RoleRights.Of((Role)99));
}
