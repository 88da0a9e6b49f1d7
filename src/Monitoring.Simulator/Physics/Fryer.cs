namespace Monitoring.Simulator.Physics;

internal enum FryerPhase
{
    Off,
    Heating,
    Idle,
    Frying,
    Cooling,
}

/// <summary>
/// A gas fryer of about ten litres at 145 °C. A basket of wet shallots takes 43 to 57 K out of the oil within half a minute while the burner puts 0.8 K/s back: the oil
/// dips by 20 to 35 K and is above 130 °C again within a minute.
/// </summary>
/// <param name="hot">The oil starts at its set point, as in the middle of a shift.</param>
internal sealed class Fryer(int seed, bool hot)
{
    private const double Ambient = 30;
    private const double SetPoint = 145;
    private const double BurnerRise = 0.8;
    private const double BurnerLag = 4;
    private const double LossRate = 0.0002;
    private const double LoadTime = 10;
    private const double CutOut = 205;
    private const double TooHotToFry = 158;
    private const double CrewCooling = 0.7;

    private readonly Random random = new(seed);
    private double oil = hot ? SetPoint : Ambient;
    private double burner;
    private double load;
    private double phaseLeft = 15;
    private bool calling;

    public FryerPhase Phase { get; private set; } = hot ? FryerPhase.Idle : FryerPhase.Off;

    /// <summary>The fault: the burner doesn't go out before its cut-out at 205 °C.</summary>
    public bool ThermostatStuck { get; set; }

    public bool BasketIn => Phase == FryerPhase.Frying;

    /// <summary>The oil itself, °C; a probe adds its noise.</summary>
    public double Oil => oil;

    /// <summary>What the probe reads, °C, in steps of 0.1.</summary>
    public double Probe { get; private set; } = hot ? SetPoint : Ambient;

    public int Batches { get; private set; }

    public void Step(double seconds, Moment shop)
    {
        phaseLeft -= seconds;
        Phase = Next(shop);
        calling = ThermostatStuck ? oil < CutOut : Phase is not (FryerPhase.Off or FryerPhase.Cooling) && (calling ? oil < SetPoint : oil < SetPoint - 1.5);
        burner += ((calling ? BurnerRise : 0) - burner) * Math.Min(1, seconds / BurnerLag);

        var taken = load * (1 - Math.Exp(-seconds / LoadTime));
        load -= taken;
        oil += (burner * seconds) - (LossRate * (oil - Ambient) * seconds) - taken;
        if (!ThermostatStuck && oil > TooHotToFry)
        {
            // The crew turns the gas off and tops up with cold oil.
            oil -= CrewCooling * seconds;
        }

        Probe = Math.Round(oil + (0.12 * random.NextGaussian()), 1);
    }

    private FryerPhase Next(Moment shop)
    {
        switch (Phase)
        {
            case FryerPhase.Off or FryerPhase.Cooling when shop.Shift:
                return FryerPhase.Heating;
            case FryerPhase.Cooling when oil < 45:
                return FryerPhase.Off;
            case FryerPhase.Heating when oil >= SetPoint - 1:
                phaseLeft = random.Between(30, 90);
                return FryerPhase.Idle;
            case FryerPhase.Idle or FryerPhase.Heating when !shop.Shift:
                return FryerPhase.Cooling;
            case FryerPhase.Idle when shop.Working && phaseLeft <= 0 && oil is > SetPoint - 2 and < TooHotToFry - 7:
                load = random.Between(43, 57);
                phaseLeft = random.Between(240, 360);
                return FryerPhase.Frying;
            case FryerPhase.Frying when phaseLeft <= 0 || oil > TooHotToFry:
                Batches++;
                phaseLeft = random.Between(90, 240);
                return FryerPhase.Idle;
            default:
                return Phase;
        }
    }
}
