using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.History.Influx;
using Monitoring.Server.Devices;
using Monitoring.Server.Live;

namespace Monitoring.Server.Api;

/// <summary>One JSON for REST and hub: camelCase, enums as camelCase words; written by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FacilityView[]))]
[JsonSerializable(typeof(AreaView[]))]
[JsonSerializable(typeof(AreaBoard))]
[JsonSerializable(typeof(AlarmView[]))]
[JsonSerializable(typeof(JournalView))]
[JsonSerializable(typeof(DeliveriesView))]
[JsonSerializable(typeof(AlarmHealthView))]
[JsonSerializable(typeof(ProposalsView))]
[JsonSerializable(typeof(PlanTextView))]
[JsonSerializable(typeof(PlanTrialView))]
[JsonSerializable(typeof(PlanFaultView[]))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(ComplianceView))]
[JsonSerializable(typeof(ForwardingStatus))]
[JsonSerializable(typeof(QuarantineView))]
[JsonSerializable(typeof(SentAgainView))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(ReadingsView))]
[JsonSerializable(typeof(RejectsView))]
[JsonSerializable(typeof(Remark))]
[JsonSerializable(typeof(Shelving))]
[JsonSerializable(typeof(ActionTaken))]
[JsonSerializable(typeof(ServiceChange))]
[JsonSerializable(typeof(PhaseChange))]
[JsonSerializable(typeof(PersonView[]))]
[JsonSerializable(typeof(DeviceView[]))]
[JsonSerializable(typeof(DeviceWish))]
[JsonSerializable(typeof(DeviceSecretView))]
[JsonSerializable(typeof(AreaFrame))]
[JsonSerializable(typeof(AlarmsFrame))]
[JsonSerializable(typeof(OverviewFrame))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(AuditVerdictView))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
