using Monitoring.Domain.Devices;

namespace Monitoring.Tests.Devices;

public sealed class DeviceRosterTests
{
    private static readonly DeviceCredential ByPassword = new(new DeviceAddress("palu", "kitchen", "fryer-1"), Guid.NewGuid(), "$7$", null);
    private static readonly DeviceCredential ByCertificate = new(new DeviceAddress("palu", "kitchen", "fridge"), Guid.NewGuid(), null, new string('A', 64));
    private static readonly DeviceRoster Roster = new([ByPassword, ByCertificate]);

    [Theory]
    [InlineData("palu/kitchen/fryer-1", "palu.kitchen.fryer-1", "v1/palu/kitchen/fryer-1")]
    [InlineData("a/b/c", "a.b.c", "v1/a/b/c")]
    public void A_device_is_named_after_its_place(string text, string user, string topic)
    {
        Assert.True(DeviceAddress.TryParse(text, out var address));
        Assert.Equal((user, topic, text), (address.Value.UserName, address.Value.Topic, address.Value.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("palu")]
    [InlineData("palu/kitchen")]
    [InlineData("palu/kitchen/")]
    [InlineData("/kitchen/fryer-1")]
    [InlineData("palu/kitchen/fryer-1/oil_temp")]
    public void What_has_other_than_three_levels_names_no_device(string? text) => Assert.False(DeviceAddress.TryParse(text, out _));

    [Fact]
    public void A_device_is_found_by_its_exact_name()
    {
        Assert.Same(ByPassword, Roster.Find("palu.kitchen.fryer-1"));
        Assert.Null(Roster.Find("PALU.kitchen.fryer-1"));
        Assert.Null(Roster.Find(""));
    }

    [Fact]
    public void A_certificate_is_found_however_its_digits_are_written()
    {
        Assert.Same(ByCertificate, Roster.FindCertificate(new string('a', 64)));
        Assert.Null(Roster.FindCertificate(new string('b', 64)));
        Assert.Null(DeviceRoster.Empty.FindCertificate(""));
    }
}
