namespace Monitoring.Domain.Wire;

public static class RejectReasons
{
    /// <summary>What the maintainer of the device can do about it: one English sentence.</summary>
    public static string Remedy(this RejectReason reason) => reason switch
    {
        RejectReason.NotANativeTopic => "Publish to v1/{facility}/{area}/{device}/{signal}, with ids of a-z, A-Z, 0-9, _ and -.",
        RejectReason.UnknownFacility => "The plan has no such facility: correct the topic's second level, or add the facility to the plan.",
        RejectReason.UnknownArea => "The facility has no such area: correct the topic's third level, or add the area to the plan.",
        RejectReason.UnknownEquipment => "The area has no such equipment: correct the topic's fourth level, or add the equipment to the plan.",
        RejectReason.UnknownSignal => "The equipment has no such signal: correct its name, or add the signal to the plan.",
        RejectReason.PayloadTooLarge => "Send at most 64 KiB in one message: split the backfill into several.",
        RejectReason.NotJson => "Send whole, valid JSON in UTF-8: look for a cut message, a trailing comma or a text buffer that is too small.",
        RejectReason.WrongShape => "Send {\"v\":1.5} to a signal's topic and {\"values\":{\"signal\":1.5}} to an equipment's topic, or an array of those.",
        RejectReason.DuplicateKey => "Send each key once in an object.",
        RejectReason.ValueMissing => "Send the value as \"v\" (or \"values\"); null if the device can't measure.",
        RejectReason.ValueNotANumber => "Send the value as a number, true, false, null or \"nan\", not as text with a unit.",
        RejectReason.ValueInfinite => "Send a finite number; null if the sensor has overflowed.",
        RejectReason.TimeNotReadable => "Send \"t\" as ISO 8601 (2026-11-23T00:15:02Z) or as whole milliseconds since 1970, without a fraction.",
        RejectReason.TimeWithoutZone => "Send \"t\" with its zone: end it with Z or with an offset such as +08:00.",
        RejectReason.TimeInTheFuture => "The device's clock is more than 2 minutes ahead: give it time synchronisation.",
        RejectReason.ClockNotSet => "The time is before 2020: the device's clock isn't set, or \"t\" is in seconds instead of milliseconds.",
        RejectReason.RetainedWithoutTime => "Publish readings without the retain flag, or with \"t\": nobody can tell how old a retained value is.",
        RejectReason.QualityUnknown => "Send \"q\" as good, uncertain or bad.",
        RejectReason.StatusUnknown => "Send online or offline.",
        RejectReason.InternalFault => "The server failed on this message: report it with the sample and the server's log.",
        RejectReason.NotYourTopic => "A device publishes to v1/{facility}/{area}/{device} of its own and below, and hears its own commands and sirens: correct its topic, or its user name.",
        RejectReason.CredentialRevoked => "The device's credentials were taken away or replaced: give it the new ones.",
        RejectReason.UnknownDevice => "Register the device (page Devices, or `device add`) and give it the user name and password that are shown.",
        RejectReason.WrongPassword => "Correct the device's password, or register the device again for a new one.",
        RejectReason.TooManyGuesses => "Somebody signs in wrongly again and again from this address: find the device and correct it.",
        RejectReason.TooManyConnections => "A device needs one connection: look for two devices with the same credentials, or for one that never closes; Mqtt:ConnectionsPerDevice allows more.",
        RejectReason.TooManyMessages => "The device is slowed down and loses nothing: let it send several values in one message, or raise Mqtt:MessagesPerSecond.",
        RejectReason.PacketTooLarge => "Send smaller packets: split the backfill into several, or raise Mqtt:MaximumPacketSize; a CONNECT has at most 8 KiB.",
        RejectReason.TooManySubscriptions => "Subscribe to {own topic}/commands/# once: a connection has at most 16 subscriptions of 256 characters.",
        RejectReason.TooManyUnanswered => "The device sends without reading its acknowledgements and was disconnected: let it wait for them.",
        _ => "Nothing to do.",
    };
}
