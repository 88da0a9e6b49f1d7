using System.Globalization;
using Monitoring.History.Copies;

namespace Monitoring.Server.Commands;

/// <summary>How far a copy is: one line that is written over, or in a file a line for every twentieth.</summary>
internal sealed class ProgressBar(TextWriter output, bool isFile) : IProgress<CopyProgress>
{
    private const int Width = 30;

    private readonly Lock gate = new();
    private int told = -1;
    private int longest;

    public void Report(CopyProgress value)
    {
        lock (gate)
        {
            var share = Math.Clamp(value.Share, 0, 1);
            var step = (int)(share * (isFile ? 20 : 1000));
            if (step == told)
            {
                return;
            }

            told = step;
            var filled = (int)(share * Width);
            Write(string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {share * 100,5:0.0} %  {value.Done:N0}  {value.Where}"));
        }
    }

    public void End(string result)
    {
        lock (gate)
        {
            Write(result);
            if (!isFile)
            {
                output.WriteLine();
            }
        }
    }

    private void Write(string line)
    {
        if (isFile)
        {
            output.WriteLine(line);
            return;
        }

        longest = Math.Max(longest, line.Length);
        output.Write('\r' + line.PadRight(longest));
        output.Flush();
    }
}
