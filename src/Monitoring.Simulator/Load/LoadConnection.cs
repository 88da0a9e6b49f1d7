using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Load;

/// <summary>
/// One publisher: sends its share of the rate within its window, reads the acknowledgements, and comes back with what wasn't acknowledged if the broker goes away.
/// <see cref="Pump"/> is called by the pacer and, at full speed, by every batch of acknowledgements.
/// </summary>
internal sealed class LoadConnection(int number, LoadOptions options, ImmutableArray<LoadSensor> sensors, LoadTraffic traffic, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private readonly Lock gate = new();
    private readonly byte[] buffer = new byte[BufferSize];
    private readonly InFlightWindow window = new(options.Window);
    private readonly LoadSource source = new(sensors, traffic, options.Seed + number);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? stream;
    private (string User, string Password)? credentials;
    private long? began;
    private long offered;

    public Task Connected => connected.Task;

    public LatencyHistogram AckLatency { get; } = new();

    public long Sent => offered - source.MalformedSent;

    public long Acknowledged { get; private set; }

    public long MalformedSent => source.MalformedSent;

    public long MalformedAcknowledged { get; private set; }

    public long OutOfOrder => window.OutOfOrder;

    public long Resent { get; private set; }

    public int Reconnects { get; private set; }

    public string? Problem { get; private set; }

    public int InFlight
    {
        get
        {
            lock (gate)
            {
                return window.Count;
            }
        }
    }

    /// <summary>For a connection of one sensor, before it runs.</summary>
    /// <param name="passwords">By user name.</param>
    public void SignInWith(IReadOnlyDictionary<string, string> passwords) => credentials = (sensors[0].User, passwords[sensors[0].User]);

    public void Begin(long timestamp)
    {
        lock (gate)
        {
            began = timestamp;
        }
    }

    public void End()
    {
        lock (gate)
        {
            began = null;
        }
    }

    /// <summary>Sends what is due and fits into the window.</summary>
    public void Pump()
    {
        lock (gate)
        {
            if (stream is null)
            {
                return;
            }

            try
            {
                for (var length = Fill(); length > 0; length = Fill())
                {
                    stream.Write(buffer.AsSpan(0, length));
                }
            }
            catch (IOException e)
            {
                // What was in the buffer is in the window and goes again; the receiving side notices and reconnects.
                Problem = e.Message;
                stream.Dispose();
                stream = null;
            }
        }
    }

    /// <summary>Keeps the connection until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var failures = 0; !cancellation.IsCancellationRequested;)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 1 << 20, ReceiveBufferSize = 1 << 18 };
            Stream? line = null;
            try
            {
                line = await ConnectAsync(socket, cancellation);
                await ReceiveAsync(line, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                Leave(line);
                return;
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or AuthenticationException)
            {
                Problem = e.Message;
            }

            lock (gate)
            {
                stream = null;
            }

            line?.Dispose();

            Reconnects++;
            await Task.Delay(ReconnectSchedule.Delay(Math.Min(++failures, 2), Random.Shared.NextDouble()), time, CancellationToken.None);
        }
    }

    private void Leave(Stream? line)
    {
        try
        {
            using (line)
            {
                line?.Write(MqttPackets.Disconnect);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Problem = e.Message;
        }
    }

    private async Task<Stream> ConnectAsync(Socket socket, CancellationToken cancellation)
    {
        await socket.ConnectAsync(options.Host, options.Port, cancellation);
        var plain = new NetworkStream(socket);
        if (options.Trust is not { } trust)
        {
            return plain;
        }

        var encrypted = new SslStream(plain);
        await encrypted.AuthenticateAsClientAsync(trust.For(options.Host), cancellation);
        return encrypted;
    }

    private async Task ReceiveAsync(Stream line, CancellationToken cancellation)
    {
        var received = new byte[16 * 1024];
        var reader = new AckReader();
        await line.WriteAsync(MqttPackets.Connect($"load-{number}", credentials?.User, credentials?.Password), cancellation);
        while (true)
        {
            var count = await line.ReadAsync(received, cancellation);
            if (count == 0)
            {
                throw new IOException("The broker closed the connection.");
            }

            lock (gate)
            {
                var now = time.GetTimestamp();
                reader.Read(received.AsSpan(0, count), id => Acknowledge(id, now));
                if (stream is null && reader.Accepted)
                {
                    Resume(line);
                }
            }

            if (options.Rate == 0 && window.Room >= options.Window / 4)
            {
                Pump();
            }
        }
    }

    private void Resume(Stream line)
    {
        foreach (var (id, sent) in window.Unacknowledged())
        {
            var length = source.Write(buffer, id, sent);
            buffer[0] |= MqttPackets.DuplicateFlag;
            line.Write(buffer.AsSpan(0, length));
            Resent++;
        }

        stream = line;
        connected.TrySetResult();
    }

    private int Fill()
    {
        if (began is not { } start)
        {
            return 0;
        }

        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(start, now);
        var share = (double)options.Rate / options.Connections;
        var due = options.Rate == 0 ? long.MaxValue : (long)((elapsed.TotalSeconds * share) + ((double)number / options.Connections)) - offered;
        var wall = time.GetUtcNow().ToUnixTimeMilliseconds();
        var length = 0;
        for (var left = Math.Min(due, window.Room); left > 0 && length + source.Longest <= BufferSize; left--)
        {
            var sent = source.Next(offered++, elapsed, wall, now);
            length += source.Write(buffer.AsSpan(length), window.Add(sent), sent);
        }

        return length;
    }

    private void Acknowledge(ushort id, long now)
    {
        if (!window.TryAcknowledge(id, out var sent))
        {
            return;
        }

        if (sent.Malformed)
        {
            MalformedAcknowledged++;
            return;
        }

        AckLatency.Record(time.GetElapsedTime(sent.SentAt, now));
        Acknowledged++;
        sensors[sent.Sensor].Acknowledged++;
    }
}
