namespace Monitoring.Simulator.Physics;

/// <param name="Humidity">Mean of the day, %RH.</param>
/// <param name="HumiditySwing">Half of the day's swing: dampest before sunrise.</param>
/// <param name="Temperature">Mean of the day, °C.</param>
/// <param name="TemperatureSwing">Half of the day's swing: warmest at two in the afternoon.</param>
internal sealed record RoomDesign(double Humidity, double HumiditySwing, double Temperature, double TemperatureSwing)
{
    /// <summary>Cooled and dried, as open packing needs it.</summary>
    public static RoomDesign Packing { get; } = new(48, 1.8, 25, 0.8);

    /// <summary>A closed store in the climate of Palu, which is dry for Indonesia.</summary>
    public static RoomDesign YarnStore { get; } = new(55, 4, 28.5, 2);
}

/// <summary>The air of a room over the day.</summary>
internal sealed class Room
{
    private readonly RoomDesign design;
    private readonly Drifting humidity;
    private readonly Drifting temperature;

    public Room(int seed, RoomDesign design)
    {
        this.design = design;
        var random = new Random(seed);
        humidity = new Drifting(random, 0.6, 900);
        temperature = new Drifting(random, 0.2, 1800);
        Humidity = design.Humidity;
        Temperature = design.Temperature;
    }

    /// <summary>%RH</summary>
    public double Humidity { get; private set; }

    /// <summary>°C</summary>
    public double Temperature { get; private set; }

    public void Step(double seconds, Moment shop)
    {
        humidity.Step(seconds);
        temperature.Step(seconds);
        var warmth = Math.Cos(2 * Math.PI * (shop.Hour - 14) / 24);
        Humidity = Math.Round(design.Humidity - (design.HumiditySwing * warmth) + humidity.Value, 1);
        Temperature = Math.Round(design.Temperature + (design.TemperatureSwing * warmth) + temperature.Value, 1);
    }
}
