namespace Monitoring.Tests.Records.Plans;

/// <summary>A right plan with each field that <see cref="SmallPlan"/> leaves out, to be made wrong.</summary>
internal static class FullPlan
{
    public const string Yaml = """
        facilities:
          - id: palu
            name: {id: Palu, en: Palu}
            time_zone: Asia/Makassar
            shifts:
              - {id: morning, name: {id: Pagi, en: Morning}, from: 06:00, to: 14:00}
              - {id: night, name: {id: Malam, en: Night}, from: 22:00, to: 06:00, days: [mon, fri]}
            people:
              - {id: ani, name: Bu Ani, role: supervisor, shifts: [morning], channels: [{email: ani@site.example}, {telegram: -100123}]}
              - {id: budi, name: Pak Budi, role: facility_head, language: en, channels: [{webhook: whatsapp}]}
            escalation:
              steps:
                - {role: supervisor, low: 0s, medium: 0s, high: 0s}
                - {role: facility_head, low: never, medium: 15min, high: 5min}
              quiet: {from: 21:00, to: 05:30}
              sirens:
                - {id: horn, topic: siren/palu/kitchen, at_least: medium, areas: [kitchen], device: kitchen/fryer}
            shelving:
              - {role: supervisor, longest: 30min, highest: low}
            areas:
              - id: kitchen
                kind: kitchen
                name: {id: Dapur, en: Kitchen}
                hours:
                  - {from: 06:00, to: 17:00, days: [mon, tue]}
                  - {from: 07:00, to: 12:00, days: sat}
                equipment:
                  - id: fryer
                    name: {id: Penggorengan, en: Fryer}
                    phases: {fryer: {signal: oil_temp, basket: basket, working_from: 120}}
                    signals:
                      - id: oil_temp
                        name: {id: Suhu, en: Temperature}
                        unit: °C
                        range: [0, 400]
                        expected_interval: 1s
                        stale_after: 30s
                        stale_priority: high
                        reorder_window: 5s
                        fault_values: [85, -127]
                        fastest_change: 20
                        rules:
                          - &rule
                            id: frying
                            message: {id: Panas, en: Hot}
                            consequence: {id: Gosong, en: Burned}
                            action: {id: Kecilkan api, en: Turn it down}
                            respond_within: 5min
                            hi: 160
                            priority: medium
                            while: {phase: frying}
                            suppress_while: {phase: [heating, cooling]}
                            latched: true
                            acknowledgement_expires: never
                            realarm_after: 30min
                            corrective_action: verified
                          - id: rise
                            message: {id: Panas, en: Hot}
                            consequence: {id: Gosong, en: Burned}
                            action: {id: Kecilkan api, en: Turn it down}
                            respond_within: 5min
                            hi: 15
                            priority: medium
                            while: {signal: oil_temp, at_least: 150}
                            of: {rate: {window: 60s}}
                            acknowledgement_expires: 1h
                            corrective_action: required
                          - id: twin
                            message: {id: Panas, en: Hot}
                            consequence: {id: Gosong, en: Burned}
                            action: {id: Kecilkan api, en: Turn it down}
                            respond_within: 5min
                            hi: 8
                            priority: low
                            of: {difference_to: second_temp}
                          - id: frozen
                            message: {id: Panas, en: Hot}
                            consequence: {id: Gosong, en: Burned}
                            action: {id: Kecilkan api, en: Turn it down}
                            respond_within: 5min
                            hi: 10
                            priority: low
                            of: unchanged
                      - id: second_temp
                        name: {id: Suhu kedua, en: Second temperature}
                        unit: °C
                        range: [0, 400]
                        expected_interval: 1s
                        stale_after: 30s
                      - id: basket
                        name: {id: Keranjang, en: Basket}
                        unit: state
                        range: [0, 1]
                        expected_interval: 5s
                        stale_after: 60s
                  - id: hands
                    name: {id: Cuci tangan, en: Hand wash}
                    lost_priority: low
                    signals:
                      - id: washes
                        name: {id: Cuci tangan, en: Hand washes}
                        unit: count
                        range: [0, 1000]
                        expected_interval: 30s
                        stale_after: 15min
                        rules:
                          - id: rare
                            message: {id: Jarang, en: Rare}
                            consequence: {id: Kuman, en: Germs}
                            action: {id: Cuci tangan, en: Wash hands}
                            respond_within: 5min
                            hi: 60
                            priority: low
                            while: {phase: open}
                            of: since_increase
                      - id: sanitiser
                        name: {id: Sanitiser, en: Sanitiser}
                        unit: ppm
                        range: [0, 1000]
                        due: {every: 4h, while: {phase: open}, priority: medium}
        """;

    public static string With(string right, string wrong)
    {
        Assert.Contains(right, Yaml, StringComparison.Ordinal);
        var at = Yaml.IndexOf(right, StringComparison.Ordinal);
        return Yaml[..at] + wrong + Yaml[(at + right.Length)..];
    }
}
