using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Monitoring.Tests.Ingest;

/// <summary>MQTT 3.1.1 by hand: it can send again, stay silent and leave rudely, and sees the answers in the order in which they come.</summary>
internal sealed class RawDevice(int port) : IDisposable
{
    private readonly TcpClient tcp = new("127.0.0.1", port) { NoDelay = true };
    private readonly MemoryStream unsent = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task ConnectAsync(string? will = null) => Assert.Equal(0, await GreetAsync(null, null, will));

    /// <returns>The code of the CONNACK; -1: there was none, the connection was closed.</returns>
    public async Task<int> GreetAsync(string? user, string? password, string? will = null, string willPayload = "offline", string? clientId = null)
    {
        var body = new MemoryStream();
        Write(body, "MQTT");
        body.Write([4, (byte)(2 | (will is null ? 0 : 4) | (user is null ? 0 : 128) | (password is null ? 0 : 64)), 0, 60]);
        Write(body, clientId ?? $"raw-{Guid.NewGuid():N}");
        if (will is not null)
        {
            Write(body, will);
            Write(body, willPayload);
        }

        foreach (var text in new[] { user, password }.OfType<string>())
        {
            Write(body, text);
        }

        Frame(0x10, body.ToArray());
        await FlushAsync();
        var answer = new byte[4];
        return await TryReadAsync(answer) ? answer[3] : -1;
    }

    /// <summary>Whatever comes: fills the buffer, or says that the other end has closed.</summary>
    public async Task<bool> TryReadAsync(Memory<byte> answer)
    {
        try
        {
            await tcp.GetStream().ReadExactlyAsync(answer, Cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>A QoS 1 publish to bytes that needn't be a topic.</summary>
    public async Task<bool> TryPublishAsync(ushort id, byte[] topic, string payload, bool retain = false)
    {
        var body = new MemoryStream();
        body.Write([(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, (byte)(id >> 8), (byte)id, .. Encoding.UTF8.GetBytes(payload)]);
        Frame((byte)(0x32 | (retain ? 1 : 0)), body.ToArray());
        try
        {
            await FlushAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task PublishAsync(ushort id, string topic, string payload, bool duplicate = false) => PublishAsync(id, topic, Encoding.UTF8.GetBytes(payload), duplicate);

    public Task PublishAsync(ushort id, string topic, byte[] payload, bool duplicate = false, bool flush = true)
    {
        var body = new MemoryStream();
        Write(body, topic);
        Span<byte> number = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(number, id);
        body.Write(number);
        body.Write(payload);
        Frame((byte)(0x32 | (duplicate ? 8 : 0)), body.ToArray());
        return flush ? FlushAsync() : Task.CompletedTask;
    }

    public Task SendAsync(byte[] bytes) => tcp.GetStream().WriteAsync(bytes, Cancellation).AsTask();

    public async Task<int[]> ReadAcknowledgementsAsync(int count)
    {
        var answers = new byte[count * 4];
        await tcp.GetStream().ReadExactlyAsync(answers, Cancellation);
        Assert.All(answers.Chunk(4), a => Assert.Equal(0x40, a[0]));
        return [.. answers.Chunk(4).Select(a => (a[2] << 8) | a[3])];
    }

    /// <summary>The socket is torn, as by a power cut: no DISCONNECT.</summary>
    public void Dispose() => tcp.Dispose();

    private static void Write(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        stream.Write([(byte)(bytes.Length >> 8), (byte)bytes.Length]);
        stream.Write(bytes);
    }

    private void Frame(byte header, byte[] body)
    {
        unsent.WriteByte(header);
        for (var left = body.Length; ; left >>= 7)
        {
            unsent.WriteByte((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            if (left <= 0x7f)
            {
                break;
            }
        }

        unsent.Write(body);
    }

    private async Task FlushAsync()
    {
        await tcp.GetStream().WriteAsync(unsent.GetBuffer().AsMemory(0, (int)unsent.Length), Cancellation);
        unsent.SetLength(0);
    }
}
