using System.Globalization;
using System.Text;

namespace Monitoring.EndToEnd.Tests;

/// <summary>A plan whose every signal alarms at 100 without delay: two areas, so that kitchens and workshops are both there.</summary>
internal static class HotPlan
{
    public const double Limit = 100;

    public static IEnumerable<string> Addresses(int perArea) =>
        from area in new[] { "kitchen", "workshop" }
        from number in Enumerable.Range(1, perArea)
        select $"test/{area}/device-{number}/heat";

    /// <param name="fireAt">Limit of a second rule, without delay; null: there is none.</param>
    public static string Yaml(int perArea, string onDelay = "0s", double? fireAt = null)
    {
        var yaml = new StringBuilder("facilities:\n  - id: test\n    name: {id: Uji, en: Test}\n    time_zone: Asia/Makassar\n    areas:\n");
        foreach (var area in new[] { "kitchen", "workshop" })
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      - id: {area}\n        kind: {area}\n        name: {{id: {area}, en: {area}}}\n        equipment:\n");
            for (var number = 1; number <= perArea; number++)
            {
                yaml.Append(CultureInfo.InvariantCulture, $$"""
                              - id: device-{{number}}
                                name: {id: Alat {{number}}, en: Device {{number}}}
                                signals:
                                  - id: heat
                                    name: {id: Panas, en: Heat}
                                    unit: °C
                                    range: [-50, 1000]
                                    expected_interval: 1s
                                    stale_after: 10min
                                    rules:
                                      - id: hot
                                        message: {id: Terlalu panas, en: Too hot}
                                        consequence: {id: Terbakar, en: It burns}
                                        action: {id: Matikan api, en: Turn the fire off}
                                        respond_within: 1min
                                        hi: {{Limit}}
                                        deadband: 1
                                        on_delay: {{onDelay}}
                                        off_delay: 0s
                                        priority: high

                    """);
                if (fireAt is { } limit)
                {
                    yaml.Append(CultureInfo.InvariantCulture, $$"""
                                          - id: fire
                                            message: {id: Kebakaran, en: Fire}
                                            consequence: {id: Terbakar, en: It burns}
                                            action: {id: Matikan api, en: Turn the fire off}
                                            respond_within: 1min
                                            hi: {{limit}}
                                            priority: high

                        """);
                }
            }
        }

        return yaml.ToString();
    }
}
