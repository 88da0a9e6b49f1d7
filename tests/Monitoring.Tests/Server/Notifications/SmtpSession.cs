using System.Text;

namespace Monitoring.Tests.Server.Notifications;

/// <summary>One client's conversation with <see cref="SmtpServer"/>.</summary>
internal sealed class SmtpSession(SmtpServer server, Stream stream, Func<Stream, Task<Stream>>? encrypt)
{
    private const int LongestLine = 1_000;

    private readonly List<string> lines = [];
    private Stream stream = stream;
    private bool isEncrypted;
    private bool isGreeted;
    private bool isLoggedIn;
    private string? from;
    private string? to;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var goesOn = await server.AnswerAsync(this, "GREETING", "220 mail.test ESMTP ready");
        while (goesOn && await ReadLineAsync(cancellation) is { } line)
        {
            var words = line.Split(' ', 2);
            var command = words[0].ToUpperInvariant();
            server.Heard.Enqueue(command);
            goesOn = await TakeAsync(command, words.Length > 1 ? words[1] : "", cancellation);
        }
    }

    public async Task SayAsync(string answer, CancellationToken cancellation) => await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), cancellation);

    public async Task UntilGoneAsync(CancellationToken cancellation)
    {
        while (await stream.ReadAsync(new byte[1024], cancellation) > 0)
        {
        }
    }

    private async Task<bool> TakeAsync(string command, string rest, CancellationToken cancellation)
    {
        switch (command)
        {
            case "EHLO":
                (isGreeted, from, to) = (true, null, null);
                return await server.AnswerAsync(this, command, Capabilities());
            case "STARTTLS" when isGreeted && !isEncrypted && encrypt is not null:
                if (!await server.AnswerAsync(this, command, "220 go on"))
                {
                    return false;
                }

                stream = await encrypt(stream);
                (isEncrypted, isGreeted) = (true, false);
                return true;
            case "AUTH" when isGreeted && !isLoggedIn:
                var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{SmtpServer.User}\0{SmtpServer.Password}"));
                isLoggedIn = rest == $"PLAIN {expected}" && !server.Script.ContainsKey(command);
                return await server.AnswerAsync(this, command, isLoggedIn ? "235 2.7.0 welcome" : "535 5.7.8 no such user or password");
            case "MAIL" when isGreeted && (isLoggedIn || !server.WantsLogin) && from is null:
                from = Path(rest, "FROM:");
                return await server.AnswerAsync(this, command, "250 2.1.0 ok");
            case "RCPT" when from is not null:
                to = Path(rest, "TO:");
                var goesOn = await server.AnswerAsync(this, command, "250 2.1.5 ok");
                to = server.Script.ContainsKey(command) ? null : to;
                return goesOn;
            case "DATA" when to is not null:
                return await server.AnswerAsync(this, command, "354 go on, end with a dot")
                    && (server.Script.ContainsKey(command) || await TakeMessageAsync(cancellation));
            case "RSET":
                (from, to) = (null, null);
                return await server.AnswerAsync(this, command, "250 2.0.0 forgotten");
            case "NOOP":
                return await server.AnswerAsync(this, command, "250 2.0.0 still here");
            case "QUIT":
                await server.AnswerAsync(this, command, "221 2.0.0 bye");
                return false;
            case "MAIL" when isGreeted && !isLoggedIn:
                return await server.AnswerAsync(this, "UNKNOWN", "530 5.7.0 log in first");
            case "DATA" when from is not null:
                return await server.AnswerAsync(this, "UNKNOWN", "554 5.5.1 no valid recipients");
            default:
                server.Breaches.Enqueue($"'{command} {rest}' isn't expected here.");
                return await server.AnswerAsync(this, "UNKNOWN", "503 5.5.1 not now");
        }
    }

    private string Capabilities()
    {
        string?[] known = ["mail.test", "PIPELINING", encrypt is not null && !isEncrypted ? "STARTTLS" : null, server.WantsLogin ? "AUTH PLAIN" : null, "ENHANCEDSTATUSCODES"];
        var all = known.OfType<string>().ToArray();
        return string.Join("\r\n", all.Select((c, i) => $"250{(i < all.Length - 1 ? '-' : ' ')}{c}"));
    }

    private async Task<bool> TakeMessageAsync(CancellationToken cancellation)
    {
        lines.Clear();
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line == ".")
            {
                if (!server.Script.ContainsKey("END"))
                {
                    server.Mails.Enqueue(new SmtpServer.Mail(from!, to!, [.. lines]));
                }

                (from, to) = (null, null);
                return await server.AnswerAsync(this, "END", "250 2.0.0 queued as 4711");
            }

            lines.Add(line.StartsWith('.') ? line[1..] : line);
            if (lines.Count == 1 && server.Script.ContainsKey("TEXT"))
            {
                return await server.AnswerAsync(this, "TEXT", "");
            }
        }

        server.Breaches.Enqueue("The message broke off.");
        return false;
    }

    private string Path(string rest, string begin)
    {
        var end = rest.IndexOf('>', StringComparison.Ordinal);
        if (!rest.StartsWith(begin + "<", StringComparison.OrdinalIgnoreCase) || end < 0)
        {
            server.Breaches.Enqueue($"'{rest}' isn't {begin}<path>.");
            return "";
        }

        return rest[(begin.Length + 1)..end];
    }

    /// <summary>Lines end with CR and LF, are of bytes below 128 (we offer no 8BITMIME), and not too long.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellation) == 1)
        {
            line.Add(one[0]);
            if (one[0] != (byte)'\n')
            {
                continue;
            }

            if (line.Count > LongestLine || line.Exists(b => b >= 128) || line is not [.., (byte)'\r', _] || line.Count(b => b == '\r') != 1)
            {
                server.Breaches.Enqueue($"A line breaks the rules: {Encoding.UTF8.GetString([.. line])}");
            }

            return Encoding.ASCII.GetString([.. line]).TrimEnd('\r', '\n');
        }

        return null;
    }
}
