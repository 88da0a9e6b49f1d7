using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// Ends a connection whose next packet is announced longer than allowed, before its body is waited for: an unauthenticated sender must not make us buffer it.
/// The reader of packets consumes whole ones, so that each read begins at a fixed header.
/// </summary>
/// <param name="mostAtFirst">Bytes of the first packet, which is CONNECT: the next isn't read before that was answered.</param>
internal sealed class PacketSizeGuard(PipeReader inner, int mostAtFirst, int most, Action onTooLarge) : PipeReader
{
    private int allowed = mostAtFirst;

    /// <summary>Of what was read last.</summary>
    private SequencePosition start;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Check(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        var isRead = inner.TryRead(out result);
        if (isRead)
        {
            Check(result);
        }

        return isRead;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Pass(consumed);
        inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Pass(consumed);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <summary>Remaining length of the packet that the buffer begins with [MQTT 2.1.4]; -1: not all of it is here yet.</summary>
    internal static int RemainingLength(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[5];
        var length = (int)Math.Min(buffer.Length, header.Length);
        buffer.Slice(0, length).CopyTo(header);
        var remaining = 0;
        for (var i = 1; i < length; i++)
        {
            remaining |= (header[i] & 0x7f) << (7 * (i - 1));
            if ((header[i] & 0x80) == 0)
            {
                return remaining;
            }
        }

        return -1;
    }

    private void Pass(SequencePosition consumed)
    {
        if (!consumed.Equals(start))
        {
            allowed = most;
        }
    }

    private ReadResult Check(in ReadResult read)
    {
        start = read.Buffer.Start;
        if (read.Buffer.Length > 1 && RemainingLength(read.Buffer) > allowed)
        {
            inner.AdvanceTo(read.Buffer.End);
            onTooLarge();
            throw new ConnectionAbortedException($"A packet larger than {allowed} bytes was announced.");
        }

        return read;
    }
}
