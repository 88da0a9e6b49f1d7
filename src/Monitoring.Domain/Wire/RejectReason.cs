namespace Monitoring.Domain.Wire;

/// <summary>Why a message, or one reading of it, was set aside.</summary>
public enum RejectReason
{
    None,
    NotANativeTopic,
    UnknownFacility,
    UnknownArea,
    UnknownEquipment,
    UnknownSignal,
    PayloadTooLarge,
    NotJson,
    WrongShape,
    DuplicateKey,
    ValueMissing,
    ValueNotANumber,
    ValueInfinite,
    TimeNotReadable,
    TimeWithoutZone,
    TimeInTheFuture,
    ClockNotSet,
    RetainedWithoutTime,
    QualityUnknown,
    StatusUnknown,

    /// <summary>A fault of ours.</summary>
    InternalFault,

    /// <summary>A device published outside its own topic.</summary>
    NotYourTopic,

    /// <summary>A message on a connection whose credentials have been taken away.</summary>
    CredentialRevoked,

    /// <summary>At sign-in: no such user name or certificate, or none at all.</summary>
    UnknownDevice,
    WrongPassword,

    /// <summary>One wrong sign-in more after so many that it is no mistake any longer; a right one is let in all the same.</summary>
    TooManyGuesses,
    TooManyConnections,

    /// <summary>Slowed down; nothing is set aside.</summary>
    TooManyMessages,
    PacketTooLarge,

    /// <summary>A connection asked to listen to too many topics, or to one that is too long.</summary>
    TooManySubscriptions,

    /// <summary>A connection sends and doesn't read its answers.</summary>
    TooManyUnanswered,
}
