using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Facilities;

/// <summary>This system's own health in a facility: a dead channel is an alarm like any other.</summary>
internal sealed class SystemGrain(Plan plan, IAlarmRecords records, [FromKeyedServices(AreaGrain.Clock)] TimeProvider time, ILoggerFactory loggers)
    : AreaGrain(plan, records, time, loggers), ISystemGrain;
