namespace Monitoring.Simulator.Load;

/// <param name="Http">Address of the server, for alert latency and the check of its store; null: only MQTT is measured.</param>
/// <param name="Key">An API key with the right to see, for what is asked of <paramref name="Http"/>; null: none is sent.</param>
/// <param name="Rate">Readings a second over all connections; 0: as fast as acknowledgements allow.</param>
/// <param name="Window">Publishes in flight on one connection at most: 1 to 65,534.</param>
/// <param name="Malformed">Share of the packets that are malformed: 0 to 1.</param>
/// <param name="AlertEvery">One sensor in so many is driven over its limit and back; 0: none.</param>
/// <param name="AlertHalfPeriod">How long it stays over, and how long below.</param>
/// <param name="Drain">How long to wait for the last acknowledgements.</param>
/// <param name="Check">How many signals' history is counted at the end, at most.</param>
/// <param name="ServerProcess">Process id of the server, to see what it spent; null: not looked at.</param>
/// <param name="Trust">MQTT is encrypted, and it and <paramref name="Http"/> are believed by this; null: MQTT is plain.</param>
/// <param name="Register">Each sensor becomes a registered device with a password and a connection of its own.</param>
internal sealed record LoadOptions(
    string Host,
    int Port,
    Uri? Http,
    string? Key,
    int Rate,
    int Sensors,
    int Connections,
    TimeSpan Duration,
    int Window,
    double Malformed,
    int AlertEvery,
    TimeSpan AlertHalfPeriod,
    TimeSpan Drain,
    int Check,
    int? ServerProcess,
    int Seed,
    LoadTrust? Trust = null,
    bool Register = false);
