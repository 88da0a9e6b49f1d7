using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;
using Monitoring.Records;
using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records;

public sealed class RecordsModuleTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("module-").FullName;

    [Fact]
    public async Task A_host_starts_with_the_shipped_plan_and_an_open_book_in_a_directory_that_it_makes()
    {
        var data = Path.Combine(directory, "a", "b");
        using var host = Build(("Data:Directory", data));

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(data, "records.db")));
        Assert.Equal("palu", host.Services.GetRequiredService<Plan>().Facilities.Single().Id);
        Assert.Null(await host.Services.GetRequiredService<IAlarmRecords>().LoadAsync(new AreaId("palu", "kitchen"), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_wrong_plan_stops_the_start_before_anything_runs()
    {
        var file = Path.Combine(directory, "wrong.yaml");
        File.WriteAllText(file, "facilities: []");

        var wrong = Assert.Throws<PlanException>(() => Build(("Plan:File", file)));

        Assert.EndsWith($"{file}:1: facilities: The plan has no facility. Add at least one.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_of_no_name_stops_the_start()
    {
        using var host = Build(("Data:Directory", ""));

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddRecords(builder.Configuration);
        return builder.Build();
    }
}
