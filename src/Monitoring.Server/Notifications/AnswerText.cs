using System.Text;

namespace Monitoring.Server.Notifications;

/// <summary>What others said, made fit for the delivery log: one line, not long, without a secret.</summary>
internal static class AnswerText
{
    private const int Longest = 500;
    private const int ShortestSecret = 4;
    private const string NotBelieved = "The remote certificate was rejected by the provided RemoteCertificateValidationCallback.";
    private const string WhyNotBelieved =
        "Its certificate has expired, is for another name, or comes from an authority that isn't known here; one's own goes into Notifications:AuthoritiesFile.";

    public static string Clean(string text, params ReadOnlySpan<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret is { Length: >= ShortestSecret })
            {
                text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
            }
        }

        return Shorten(OneLine(text), Longest);
    }

    /// <summary>An exception's story, from the outside in, each part once.</summary>
    public static string Of(Exception failure, params ReadOnlySpan<string?> secrets)
    {
        var story = new List<string>();
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            var text = cause.Message.Replace(", see inner exception.", ":", StringComparison.Ordinal).Replace(NotBelieved, WhyNotBelieved, StringComparison.Ordinal);
            if (!story.Exists(told => told.Contains(text, StringComparison.Ordinal)))
            {
                story.Add(text);
            }
        }

        return Clean(string.Join(' ', story), secrets);
    }

    /// <summary>Without line ends and other characters that don't show.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) && !char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    public static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
