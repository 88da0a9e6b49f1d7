using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records.Plans;

/// <summary>A right plan with one of everything, to be made wrong.</summary>
internal static class SmallPlan
{
    public const string Yaml = """
        facilities:
          - id: palu
            name: {id: Palu, en: Palu}
            time_zone: Asia/Makassar
            areas:
              - id: kitchen
                kind: kitchen
                name: {id: Dapur, en: Kitchen}
                equipment:
                  - id: fryer
                    name: {id: Penggorengan, en: Fryer}
                    signals:
                      - id: oil_temp
                        name: {id: Suhu, en: Temperature}
                        unit: °C
                        range: [0, 400]
                        expected_interval: 1s
                        stale_after: 30s
                        rules:
                          - id: frying
                            message: {id: Panas, en: Hot}
                            consequence: {id: Gosong, en: Burned}
                            action: {id: Kecilkan api, en: Turn it down}
                            respond_within: 5min
                            lo: 130
                            hi: 160
                            hi_hi: {limit: 175, priority: high}
                            deadband: 3
                            on_delay: 60s
                            priority: medium
                            while: {signal: basket, at_least: 1}
                      - id: basket
                        name: {id: Keranjang, en: Basket}
                        unit: state
                        range: [0, 1]
                        expected_interval: 5s
                        stale_after: 60s
              - id: workshop
                kind: workshop
                name: {id: Bengkel, en: Workshop}
                equipment:
                  - id: room
                    name: {id: Ruang, en: Room}
                    signals:
                      - id: light
                        name: {id: Cahaya, en: Light}
                        unit: lx
                        range: [0, 1000]
        """;

    public static PlanError[] ErrorsOf(string yaml) => [.. Assert.Throws<PlanException>(() => PlanFile.Parse(yaml, "plan.yaml")).Errors];

    public static string With(string right, string wrong)
    {
        Assert.Contains(right, Yaml, StringComparison.Ordinal);
        var at = Yaml.IndexOf(right, StringComparison.Ordinal);
        return Yaml[..at] + wrong + Yaml[(at + right.Length)..];
    }
}
