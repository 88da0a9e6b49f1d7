using Monitoring.Server.Access.Passwords;

namespace Monitoring.Tests.Server.Access;

public sealed class PasswordRuleTests
{
    private static readonly PasswordRule Rule = new(SomeServer.Plan);

    [Theory]
    [InlineData("kuda laut menari di atap")]
    [InlineData("gerobak-hijau-terbang-jauh")]
    [InlineData("xK9#vLq2$wPz7&Rt")]
    [InlineData("кошка танцует на крыше")]
    [InlineData("猫が屋根の上で踊るのを見たことがある人")]
    [InlineData("palu kitchen, and nobody knows the tortoise swims")]
    public void Fifteen_characters_of_any_kind_will_do(string password) => Assert.Empty(Rule.WhyNot(password, "rahma", "Bu Rahma"));

    [Theory]
    [InlineData("", "at least 15")]
    [InlineData("x", "at least 15")]
    [InlineData("kuda laut mena", "at least 15")]
    [InlineData("correct horse battery staple", "lists")]
    [InlineData("Correct-Horse-Battery-Staple", "lists")]
    [InlineData("qwerty123456789", "lists")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "over and over")]
    [InlineData("abcabcabcabcabcabc", "over and over")]
    [InlineData("kudalautkudalaut", "over and over")]
    [InlineData("1234567890123456", "row")]
    [InlineData("qwertyuiopasdfghjkl", "row")]
    [InlineData("9876543210qwertz", "row")]
    [InlineData("bu rahma rahma bu!", "your name")]
    [InlineData("rahma-rahma-2024x", "your name")]
    [InlineData("Monitoring Palu Kitchen", "place")]
    [InlineData("p@ssw0rd monitoring 1", "others try")]
    [InlineData("password princess 77", "others try")]
    public void What_is_guessed_first_is_refused_with_a_reason(string password, string reason) =>
        Assert.Contains(reason, Assert.Single(Rule.WhyNot(password, "rahma", "Bu Rahma")), StringComparison.Ordinal);

    [Fact]
    public void More_than_128_characters_are_refused_and_128_are_not()
    {
        var words = string.Concat(Enumerable.Range(0, 32).Select(n => (char)('a' + (n * 7 % 26)) + "q" + (n % 10) + "z"));
        Assert.Equal(128, words.Length);
        Assert.Empty(Rule.WhyNot(words, "rahma", "Bu Rahma"));
        Assert.Contains("at most 128", Assert.Single(Rule.WhyNot(words + "k", "rahma", "Bu Rahma")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\ufb01", "fi")]
    [InlineData("\uff21\uff11", "A1")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\uac01", "\uac01")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1e9b\u0323", "\u1e69")]
    [InlineData("\u0958", "\u0915\u093c")]
    public void The_same_text_is_the_same_bytes_whatever_keyboard_it_came_from(string typed, string normal)
    {
        Assert.Equal(normal, PasswordRule.Normalise(typed));
        Assert.Equal(normal, PasswordRule.Normalise(normal));
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("123456")]
    [InlineData("654321")]
    [InlineData("121212")]
    [InlineData("123123")]
    [InlineData("112211")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("")]
    public void A_PIN_that_is_guessed_first_is_refused(string pin) => Assert.NotNull(Pin.WhyNot(pin));

    [Theory]
    [InlineData("739102")]
    [InlineData("180394")]
    public void Six_other_digits_are_a_PIN(string pin) => Assert.Null(Pin.WhyNot(pin));

    [Fact]
    public void The_wait_begins_with_the_fifth_failure_doubles_and_ends_at_a_quarter_of_an_hour() => Assert.Equal(
        [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900],
        Enumerable.Range(1, 11).Select(n => (int)Backoff.OfPerson.After(n).TotalSeconds).ToArray());

    [Fact]
    public void However_many_failures_there_were_the_wait_has_an_end() => Assert.Equal(TimeSpan.FromMinutes(15), Backoff.OfPerson.After(int.MaxValue));
}
