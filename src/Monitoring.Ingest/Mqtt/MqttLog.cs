using Microsoft.Extensions.Logging;
using MQTTnet.Diagnostics.Logger;

namespace Monitoring.Ingest.Mqtt;

/// <summary>The MQTT library's own log, which goes nowhere by default. All of it is detail: what it calls
/// an error is a device or a broker that breaks off, as often as it likes, and our own handlers tell of their faults themselves. Errors are counted.</summary>
internal sealed partial class MqttLog(ILogger logger) : IMqttNetLogger
{
    public bool IsEnabled => true;

    public void Publish(MqttNetLogLevel logLevel, string source, string message, object[] parameters, Exception exception)
    {
        var level = logLevel switch
        {
            MqttNetLogLevel.Error or MqttNetLogLevel.Warning => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
        if (logLevel == MqttNetLogLevel.Error)
        {
            IngestMetrics.ConnectionErrors.Add(1);
        }

        if (logger.IsEnabled(level))
        {
            var text = Text(message, parameters);
            Log(logger, level, exception, source, text);
        }
    }

    private static string Text(string message, object[] parameters)
    {
        try
        {
            return parameters is { Length: > 0 } ? string.Format(System.Globalization.CultureInfo.InvariantCulture, message, parameters) : message;
        }
        catch (FormatException)
        {
            return message;
        }
    }

    [LoggerMessage(Message = "{Source}: {Text}")]
    private static partial void Log(ILogger logger, LogLevel level, Exception? exception, string source, string text);
}
