namespace Monitoring.Server.Access.Passwords;

/// <summary>Six digits with which a person says at a kiosk who they are. Too few to be a password: only a registered kiosk may ask for them, and it counts.</summary>
internal static class Pin
{
    public const int Length = 6;

    private const string Up = "01234567890", Down = "09876543210";

    /// <summary>Why it may not be, with what to do; null: it may.</summary>
    public static string? WhyNot(string pin) =>
        pin.Length != Length || !pin.All(char.IsAsciiDigit) ? $"{Length} digits."
        : Weakness.IsRepeated(pin) || pin.Distinct().Count() <= 2 ? "The same digits over and over are guessed first. Choose others."
        : Up.Contains(pin, StringComparison.Ordinal) || Down.Contains(pin, StringComparison.Ordinal) ? "Digits in a row are guessed first. Choose others."
        : null;
}
