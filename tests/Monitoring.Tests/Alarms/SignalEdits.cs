using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Alarms;

/// <summary>The same plan with other signals.</summary>
internal static class SignalEdits
{
    public static Plan With(this Plan plan, string signal, Func<SignalPlan, SignalPlan> edit) => new($"{plan.Version} edited",
    [
        .. plan.Facilities.Select(f => f with
        {
            Areas = [.. f.Areas.Select(a => a with
            {
                Equipment = [.. a.Equipment.Select(e => e with { Signals = [.. e.Signals.Select(s => s.Id == signal ? edit(s) : s)] })],
            })],
        }),
    ]);
}
