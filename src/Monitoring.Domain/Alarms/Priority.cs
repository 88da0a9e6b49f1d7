namespace Monitoring.Domain.Alarms;

/// <summary>How soon a person must act (ISA-18.2).</summary>
public enum Priority
{
    Low,
    Medium,
    High,
}
