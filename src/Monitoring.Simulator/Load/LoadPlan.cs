using System.Globalization;
using System.Text;

namespace Monitoring.Simulator.Load;

/// <summary>The plan file that fits the signals of a load: one facility, areas of twenty sensors, one limit each, without delays.</summary>
internal static class LoadPlan
{
    private const string FirstSignals = $$$"""
                    signals: &signals
                      - id: {{{LoadSensor.Signal}}}
                        name: {id: Nilai, en: Value}
                        unit: °C
                        range: [-50, 400]
                        expected_interval: 1s
                        stale_after: 1h
                        stale_priority: low
                        rules:
                          - id: high
                            message: {id: Terlalu panas, en: Too hot}
                            consequence: {id: Uji beban, en: Load test}
                            action: {id: Tidak ada, en: None}
                            respond_within: 5min
                            hi: {{{HiLimit}}}
                            deadband: 0
                            on_delay: 0s
                            off_delay: 0s
                            priority: medium

        """;

    private const string OtherSignals = "            signals: *signals\n";

    private const string HiLimit = "90";

    public static string Write(int sensors)
    {
        var yaml = new StringBuilder();
        yaml.Append("# Made by `load --write-plan`: fits `load --sensors ").Append(sensors.ToString(CultureInfo.InvariantCulture)).Append("`.\n");
        yaml.Append("facilities:\n");
        yaml.Append("  - id: ").Append(LoadSensor.Facility).Append('\n');
        yaml.Append("    name: {id: Uji beban, en: Load test}\n    time_zone: Asia/Makassar\n    areas:\n");
        foreach (var area in LoadSensor.Create(sensors).GroupBy(s => s.Area))
        {
            yaml.Append("      - id: ").Append(area.Key).Append('\n');
            yaml.Append("        kind: kitchen\n");
            yaml.Append("        name: {id: ").Append(area.Key).Append(", en: ").Append(area.Key).Append("}\n");
            yaml.Append("        equipment:\n");
            foreach (var sensor in area)
            {
                yaml.Append("          - id: ").Append(sensor.Equipment).Append('\n');
                yaml.Append("            name: {id: ").Append(sensor.Equipment).Append(", en: ").Append(sensor.Equipment).Append("}\n");
                yaml.Append(sensor.Number == 0 ? FirstSignals : OtherSignals);
            }
        }

        return yaml.ToString();
    }
}
