using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Areas;

/// <summary>A fryer whose basket says when there is food in the oil.</summary>
public sealed class BasketTests
{
    [Fact]
    public void The_switch_decides_at_once_whatever_the_oil_does()
    {
        var fryer = WithBasket().Follows(0, 100, _ => 145).Basket(100.5, 1).Follows(101, 1500, _ => 145).Basket(550, 1).Follows(1501, 1600, _ => 145);
        Assert.Equal((100L, Phase.Frying), fryer.Story[1]);
        Assert.Equal(Phase.Idle, fryer.Basket(1600.5, 0).Phase);
    }

    [Fact]
    public void A_dip_without_a_basket_is_no_load() =>
        Assert.DoesNotContain(Phase.Frying, WithBasket().Follows(0, 600, second => 145 - (second is > 200 and < 400 ? 30 : 0)).Phases);

    [Fact]
    public void Lifted_from_oil_that_is_still_cold_it_leaves_the_fryer_heating()
    {
        var fryer = WithBasket().Follows(0, 100, _ => 145).Basket(100.5, 1).Follows(101, 160, second => 120 + ((second - 100) / 10));
        Assert.Equal(Phase.Heating, fryer.Basket(160.5, 0).Phase);
    }

    [Fact]
    public void A_doubtful_switch_begins_a_load_but_ends_none()
    {
        var fryer = WithBasket().Follows(0, 100, _ => 145).Basket(101, 1, Quality.Uncertain);
        Assert.Equal(Phase.Frying, fryer.Phase);
        Assert.Equal(Phase.Frying, fryer.Basket(102, 0, Quality.Uncertain).Phase);
    }

    [Fact]
    public void Until_the_switch_has_spoken_the_fryer_might_be_frying() => Assert.Empty(new SomeFryer(hasBasket: true).Follows(0, 600, _ => 145).Phases);

    [Fact]
    public void A_switch_that_falls_silent_with_food_in_the_oil_leaves_nobody_knowing_until_it_speaks()
    {
        var fryer = WithBasket().Follows(0, 100, _ => 145).Basket(101, 1).Follows(102, 701, _ => 145);
        Assert.Equal(Phase.Frying, fryer.Phase);
        Assert.Equal(Phase.Unknown, fryer.Follows(702, 900, _ => 145).Phase);
        Assert.Equal(Phase.Idle, fryer.Basket(901, 0).Phase);
    }

    [Fact]
    public void Oil_that_falls_silent_does_not_lift_the_basket() =>
        Assert.Equal(Phase.Frying, WithBasket().Follows(0, 100, _ => 145).Basket(101, 1).Basket(800, 1).Reads(801, 145).Phase);

    [Fact]
    public void A_restart_with_food_in_the_oil_changes_nothing()
    {
        var fryer = WithBasket().Follows(0, 100, _ => 145).Basket(101, 1).Follows(102, 140, _ => 145).Restarts();
        Assert.Equal(Phase.Frying, fryer.Phase);
        Assert.Equal((141L, Phase.Idle), fryer.Basket(141, 0).Story[^1]);
    }

    private static SomeFryer WithBasket() => new SomeFryer(hasBasket: true).Basket(0, 0);
}
