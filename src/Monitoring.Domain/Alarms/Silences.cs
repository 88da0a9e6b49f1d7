using System.Collections.Immutable;

namespace Monitoring.Domain.Alarms;

/// <summary>Why a rule is silent: up to one reason of each kind at a time, of which the strongest is told.</summary>
internal struct Silences
{
    public Silence? Shelved { get; set; }

    public Silence? OutOfService { get; set; }

    public Silence? Suppressed { get; set; }

    public readonly Silence? Effective => OutOfService ?? Shelved ?? Suppressed;

    public readonly ImmutableArray<Silence> Capture() => [.. new[] { Shelved, OutOfService, Suppressed }.OfType<Silence>()];

    public static Silences From(ImmutableArray<Silence> silences)
    {
        var result = default(Silences);
        foreach (var silence in silences)
        {
            switch (silence.Kind)
            {
                case SilenceKind.OutOfService:
                    result.OutOfService = silence;
                    break;
                case SilenceKind.SuppressedByDesign:
                    result.Suppressed = silence;
                    break;
                default:
                    result.Shelved = silence;
                    break;
            }
        }

        return result;
    }
}
