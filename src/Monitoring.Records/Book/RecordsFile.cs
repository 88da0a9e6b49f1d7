using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Records.Alarms;

namespace Monitoring.Records.Book;

/// <summary>The one <c>records.db</c> of this node, shared by everything that is written to it.</summary>
internal sealed class RecordsFile : IDisposable
{
    /// <exception cref="InvalidDataException">A newer program has written the file, or an older one what this program doesn't understand.</exception>
    public RecordsFile(IOptions<RecordsOptions> options, Plan plan, RecordsHealth health, TimeProvider clock, ILogger<RecordsFile> logger)
    {
        var file = PathIn(options.Value.Directory);
        Words = new JournalWords(plan);
        Writer = new RecordsWriter(() => RecordBook.Open(file, new Upgrade(Words, logger)), file, health, clock, logger);
        Reader = new RecordsReader(file);
    }

    public JournalWords Words { get; }

    public RecordsWriter Writer { get; }

    public RecordsReader Reader { get; }

    public static string PathIn(string directory) => Path.Combine(directory, "records.db");

    public void Dispose()
    {
        Writer.Dispose();
        Reader.Dispose();
    }
}
