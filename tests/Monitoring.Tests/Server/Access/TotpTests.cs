using System.Text;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Tests.Server.Access;

public sealed class TotpTests
{
    /// <summary>Of RFC 6238, appendix B.</summary>
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_RFC(long second, string code) => Assert.Equal(code, Totp.Compute(Secret, second / 30));

    [Fact]
    public void The_secret_is_written_as_apps_read_it() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Write(Secret));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_clock_may_be_one_step_off(int seconds, bool isRight)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);
        var code = Totp.Compute(Secret, now.AddSeconds(seconds).ToUnixTimeSeconds() / 30);
        Assert.Equal(isRight, Totp.FindStep(Secret, code, 0, now) is not null);
    }

    [Fact]
    public void A_step_that_was_used_is_over()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);
        var code = Totp.Compute(Secret, now.ToUnixTimeSeconds() / 30);
        var step = Totp.FindStep(Secret, code, 0, now);
        Assert.NotNull(step);
        Assert.Null(Totp.FindStep(Secret, code, step.Value, now));
    }
}
