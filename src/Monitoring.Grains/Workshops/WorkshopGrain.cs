using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Workshops;

/// <summary>A workshop. What only workshops have (pieces, orders) comes to live here.</summary>
internal sealed class WorkshopGrain(Plan plan, IAlarmRecords records, [FromKeyedServices(AreaGrain.Clock)] TimeProvider time, ILoggerFactory loggers)
    : AreaGrain(plan, records, time, loggers), IWorkshopGrain;
