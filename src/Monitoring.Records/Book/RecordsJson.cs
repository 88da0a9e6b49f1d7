using System.Text.Json.Serialization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;

namespace Monitoring.Records.Book;

/// <summary>Names instead of numbers for enums, "NaN" for no value: what is written today can be read by a person and by a later version.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Alarm))]
[JsonSerializable(typeof(AreaState))]
[JsonSerializable(typeof(EscalationState))]
[JsonSerializable(typeof(Notice))]
internal sealed partial class RecordsJson : JsonSerializerContext;
