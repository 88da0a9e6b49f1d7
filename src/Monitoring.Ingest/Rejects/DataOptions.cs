using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Ingest.Rejects;

/// <summary>Section <c>Data</c>: where this node keeps its files.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>Default <c>./data</c>; made when it is missing.</summary>
    [Required]
    public string Directory { get; set; } = "./data";
}

[OptionsValidator]
internal sealed partial class DataOptionsValidator : IValidateOptions<DataOptions>;
