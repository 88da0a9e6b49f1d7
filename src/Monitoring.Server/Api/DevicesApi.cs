using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;
using Monitoring.Server.Devices;

namespace Monitoring.Server.Api;

/// <summary>One of the plan's pieces of equipment as a device: its credentials, and whether it is here.</summary>
/// <param name="CreatedAt">When it got the credentials that it has or had last; Unix ms, UTC.</param>
/// <param name="Since">Unix ms, UTC.</param>
/// <param name="Refusals">Since the server started.</param>
internal sealed record DeviceView(
    string Facility, string Area, string Device, TextView Name, bool Registered, bool Certificate, string? CreatedBy, long? CreatedAt, bool Revoked,
    bool Connected, string? Address, long? Since, long Refusals);

/// <param name="Certificate">PEM; left out: a password is made.</param>
/// <param name="Why">In the audit trail.</param>
internal sealed record DeviceWish(string? Facility, string? Area, string? Device, string? Certificate, string? Why);

internal static class DevicesApi
{
    private const int LongestReason = 500;

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", List).WithName("ListDevices").WithSummary("Every equipment of the plan: whether it has credentials, and whether it is connected.")
            .RequireRight(Right.See, Where.Anywhere).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        devices.MapPost("", Register).WithName("RegisterDevice")
            .WithSummary("Gives a device a password, or takes its certificate; what it had before is no longer in force. The password is shown this once.")
            .RequireRight(Right.ManageDevices, Where.Anywhere).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        devices.MapDelete("/{facility}/{area}/{device}", Revoke).WithName("RevokeDevice").WithSummary("Takes a device's credentials away; its connection ends at once.")
            .RequireRight(Right.ManageDevices, Where.Area).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<DeviceView[]>, ProblemHttpResult>> List(
        string? facility, string? area, Caller caller, [FromServices] Plan plan, [FromServices] DeviceRegistration registration, [FromServices] IDeviceConnections connections,
        CancellationToken cancellation)
    {
        if (caller.FindMissing(Right.See, facility, area) is { } missing)
        {
            return missing.ToProblem();
        }

        if (facility is not null && plan.FindFacility(facility) is null)
        {
            return Problems.Unknown("facility", "GET /api/v1/facilities lists the facilities of the plan.");
        }

        var known = (await registration.ListAsync(cancellation)).ToDictionary(d => d.Credential.Address);
        return TypedResults.Ok(plan.Facilities
            .Where(f => facility is null || f.Id == facility)
            .SelectMany(f => f.Areas.Where(a => a.Kind != AreaKind.System && (area is null || a.Id == area) && caller.Allows(Right.See, new AreaId(f.Id, a.Id)))
                .SelectMany(a => a.Equipment.Select(e => View(new DeviceAddress(f.Id, a.Id, e.Id), e, known, connections))))
            .ToArray());
    }

    private static async Task<IResult> Register(
        DeviceWish body, Caller caller, [FromServices] Plan plan, [FromServices] DeviceRegistration registration, [FromServices] DeviceHandover handover,
        [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var address = new DeviceAddress(body.Facility ?? "", body.Area ?? "", body.Device ?? "");
        if (MissingRight.Find(caller.Permissions, Right.ManageDevices, new AreaId(address.Facility, address.Area)) is { } missing)
        {
            return missing.ToProblem();
        }

        if (plan.FindEquipment(address) is null)
        {
            return Unknown();
        }

        if (body.Why?.Length > LongestReason)
        {
            return Problems.Invalid("why", $"Write at most {LongestReason} characters.");
        }

        var write = handover.Prepare(address);
        try
        {
            var certificate = body.Certificate is null ? null : DeviceCertificate.Read(body.Certificate, time.GetUtcNow());
            var password = await registration.RegisterAsync(address, certificate, new Author(caller.Name, caller.From, body.Why), cancellation);
            return TypedResults.Created((string?)null, write(password));
        }
        catch (InvalidDataException wrong)
        {
            return Problems.Invalid("certificate", wrong.Message);
        }
    }

    private static async Task<IResult> Revoke(
        string facility, string area, string device, string? why, Caller caller, [FromServices] DeviceRegistration registration, CancellationToken cancellation) =>
        await registration.RevokeAsync(new DeviceAddress(facility, area, device), new Author(caller.Name, caller.From, why), cancellation) ? TypedResults.NoContent() : Unknown();

    private static ProblemHttpResult Unknown() => Problems.Unknown(["facility", "area", "device"], "GET /api/v1/devices lists the devices of the plan and which of them have credentials.");

    private static DeviceView View(DeviceAddress address, EquipmentPlan equipment, Dictionary<DeviceAddress, RegisteredDevice> known, IDeviceConnections connections)
    {
        var device = known.GetValueOrDefault(address);
        var contact = connections.Find(address);
        return new DeviceView(
            address.Facility, address.Area, address.Device, TextView.Of(equipment.Name), device is { Revoked: false }, device is { Revoked: false, Credential.Thumbprint: not null },
            device?.CreatedBy, device?.CreatedAt, device is { Revoked: true }, contact.Connected, contact.From, contact.Since?.ToUnixTimeMilliseconds(), contact.Refusals);
    }
}
