namespace Monitoring.Domain.People;

/// <summary>What each role may do where it is granted.</summary>
public static class RoleRights
{
    private const Right Operator = Right.See | Right.Acknowledge | Right.Record;

    private const Right Supervisor = Operator | Right.Reset | Right.Shelve | Right.Verify;

    private const Right ShiftLead = Supervisor | Right.Service | Right.Review;

    private const Right FacilityHead = ShiftLead | Right.ReadAudit | Right.ManagePeople | Right.ManageDevices;

    public static Right Of(Role role) => role switch
    {
        Role.Operator => Operator,
        Role.Supervisor => Supervisor,
        Role.ShiftLead => ShiftLead,
        Role.FacilityHead => FacilityHead,
        Role.RegionalOffice => FacilityHead,
        Role.QualityReviewer => Right.See | Right.Review | Right.Verify | Right.ReadAudit,
        Role.Maintainer => Right.See | Right.Service | Right.Review | Right.ReadAudit | Right.ManageDevices | Right.Operate,
        _ => Right.None,
    };
}
