using Monitoring.Domain.Alarms;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>The three ways to be silent, each for its own reason; they may stand side by side.</summary>
internal sealed class SilenceModel
{
    public Silence? Shelf { get; set; }

    public Silence? Suppression { get; set; }

    public Silence? OutOfService { get; set; }

    /// <summary>Maintenance goes before a person's shelf, a shelf before what logic says.</summary>
    public Silence? Effective => OutOfService ?? Shelf ?? Suppression;
}
