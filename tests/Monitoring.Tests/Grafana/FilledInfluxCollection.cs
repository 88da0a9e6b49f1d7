namespace Monitoring.Tests.Grafana;

/// <summary>It takes some seconds to fill: once is enough for all who only ask.</summary>
[CollectionDefinition(Name)]
public sealed class FilledInfluxCollection : ICollectionFixture<FilledInflux>
{
    public const string Name = "filled InfluxDB";
}
