using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Devices;
using Monitoring.Records.Access;
using Monitoring.Server.Devices;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server.Devices;

public sealed class DeviceRegistrationTests
{
    private static readonly Author Ani = new("ani", "10.0.0.7");
    private static readonly DeviceAddress Fryer = new("palu", "kitchen", "fryer-1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_another_process_revokes_while_it_is_being_renewed_is_in_force_with_the_new_password()
    {
        await using var server = await AccessServer.StartAsync();
        await RegisterAsync(server);
        var (begun, end) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var revoking = Task.Run(() => RevokeAsync(server, begun, end.Task), Cancellation);
        await begun.Task;

        // It has looked at the device, and waits for its turn.
        var renewing = RegisterAsync(server);
        end.SetResult();
        await revoking;
        await renewing;

        Assert.Null(await server.InDatabaseAsync(c => c.Devices.Select(d => d.RevokedAt).SingleAsync(Cancellation)));
    }

    private static async Task RegisterAsync(AccessServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<DeviceRegistration>().RegisterAsync(Fryer, null, Ani, Cancellation));
    }

    private static async Task RevokeAsync(AccessServer server, TaskCompletionSource begun, Task end)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccessBook>();
        await book.ChangeAsync(
            new AuditNote("budi", "10.0.0.8", "device.revoke"),
            async draft =>
            {
                draft.Subject = "device/palu/kitchen/fryer-1";
                await book.Context.Devices.ExecuteUpdateAsync(s => s.SetProperty(d => d.RevokedAt, 1), Cancellation);
                begun.SetResult();
                await end;
            },
            Cancellation);
    }
}
