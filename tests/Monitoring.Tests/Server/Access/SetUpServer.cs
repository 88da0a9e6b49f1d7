namespace Monitoring.Tests.Server.Access;

/// <summary>Tests of a server with its first person, who may do everything, in a browser.</summary>
public abstract class SetUpServer : IAsyncLifetime
{
    private protected AccessServer Server { get; private set; } = null!;

    private protected Browser First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await AccessServer.StartAsync();
        First = await Server.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        First.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
