using System.Text.Json.Serialization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Alarms;

/// <summary>Names instead of numbers for enums, "NaN" for no value: what is written today can be read by a person and by a later version.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Alarm))]
[JsonSerializable(typeof(AreaState))]
internal sealed partial class RecordsJson : JsonSerializerContext;
