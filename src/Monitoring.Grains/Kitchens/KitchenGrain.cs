using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Kitchens;

/// <summary>A kitchen. What only kitchens have (oil charges, occupancy, hygiene) comes to live here.</summary>
internal sealed class KitchenGrain(Plan plan, IAlarmRecords records, [FromKeyedServices(AreaGrain.Clock)] TimeProvider time, ILoggerFactory loggers)
    : AreaGrain(plan, records, time, loggers), IKitchenGrain;
