using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitoring.Tests.Server.Notifications;

/// <summary>Takes one HTTP request and answers byte by byte as a test writes it, which no HTTP server would do.</summary>
internal sealed class RawReceiver : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public RawReceiver() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async Task AnswerAsync(Func<Stream, Task> answer)
    {
        using var client = await listener.AcceptTcpClientAsync(SomeSender.Cancellation);
        var request = "";
        while (!request.EndsWith('}'))
        {
            var part = new byte[4096];
            request += Encoding.UTF8.GetString(part, 0, await client.GetStream().ReadAsync(part, SomeSender.Cancellation));
        }

        await answer(client.GetStream());
    }

    public void Dispose() => listener.Dispose();
}
