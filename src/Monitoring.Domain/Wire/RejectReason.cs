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
}
