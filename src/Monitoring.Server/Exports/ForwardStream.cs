using System.Buffers;

namespace Monitoring.Server.Exports;

/// <summary>
/// What a format may see of a response: it goes forward only, and each write waits until the client has room for it. Once it is cut, whatever else is written, such as
/// the end of an archive when it is disposed of, goes nowhere.
/// </summary>
/// <param name="cancellation">Ends every write, also those that are given no token.</param>
internal sealed class ForwardStream(Stream response, CancellationToken cancellation) : Stream
{
    private const int MostHeld = 1024 * 1024;

    // The end of a zip entry is written synchronously, which the server forbids, since it would block a thread: it is held until the next write.
    private readonly ArrayBufferWriter<byte> held = new();
    private bool isCut;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Cut()
    {
        isCut = true;
        held.ResetWrittenCount();
    }

    /// <exception cref="InvalidOperationException">More is written without waiting than may be held.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isCut)
        {
            return;
        }

        if (held.WrittenCount + buffer.Length > MostHeld)
        {
            throw new InvalidOperationException($"A format writes more than {MostHeld} bytes without waiting for the client.");
        }

        held.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isCut)
        {
            return;
        }

        await SendHeldAsync();
        await response.WriteAsync(buffer, cancellation);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Can't wait, so that it does nothing: <see cref="FlushAsync"/> sends what is held.</summary>
    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!isCut)
        {
            await SendHeldAsync();
            await response.FlushAsync(cancellation);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask SendHeldAsync()
    {
        // A server that has lost its client swallows writes: only the token tells.
        cancellation.ThrowIfCancellationRequested();
        if (held.WrittenCount > 0)
        {
            await response.WriteAsync(held.WrittenMemory, cancellation);
            held.ResetWrittenCount();
        }
    }
}
