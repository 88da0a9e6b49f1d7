namespace Monitoring.Records.Plans;

internal static class Paths
{
    public static string Field(string parent, string name) => parent.Length is 0 ? name : $"{parent}.{name}";
}
