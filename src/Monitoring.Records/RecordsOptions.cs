using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Records;

public sealed class RecordsOptions
{
    public const string Section = "Data";

    /// <summary>Where <c>records.db</c> and <c>access.db</c> lie: a local disk, never a network share.</summary>
    [Required]
    public string Directory { get; set; } = "./data";
}

[OptionsValidator]
internal sealed partial class RecordsOptionsValidator : IValidateOptions<RecordsOptions>;
