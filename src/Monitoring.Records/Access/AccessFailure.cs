using System.Data.Common;

namespace Monitoring.Records.Access;

/// <summary>What stands behind a failure: a provider wraps one that may pass in another kind of exception, whose words have no remedy.</summary>
public static class AccessFailure
{
    /// <returns>The database's own exception, however deep; null: the database had no part in it.</returns>
    public static DbException? Of(Exception? failure) => failure is null or DbException ? failure as DbException : Of(failure.InnerException);
}
