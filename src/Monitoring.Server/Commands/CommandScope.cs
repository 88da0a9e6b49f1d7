using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Records.Access;
using Monitoring.Server.Access;

namespace Monitoring.Server.Commands;

/// <summary>What commands about people and devices run in: the server's own settings and database, without the server. It may run beside.</summary>
/// <param name="Add">Adds the plan, the access records and what the commands need.</param>
internal sealed record CommandScope(Action<IServiceCollection, IConfiguration> Add, TextWriter Errors)
{
    /// <returns>The exit code: 1 with a sentence when it can't be done.</returns>
    public async Task<int> RunAsync(Func<IServiceProvider, Task> work)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            // What is wrong is printed.
            builder.Logging.ClearProviders();
            Add(builder.Services, builder.Configuration);
            using var host = builder.Build();
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            if (builder.Configuration.WhyNoAccessRecords() is { } why)
            {
                throw new InvalidDataException(why);
            }

            await using var scope = host.Services.CreateAsyncScope();
            await work(scope.ServiceProvider);
            return 0;
        }
        catch (Exception wrong) when (wrong is RefusedException or OptionsValidationException or InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException or DbException or DbUpdateException)
        {
            // Ours has the remedy; another's around the database's has nothing to say.
            var said = wrong is InvalidDataException ? wrong : AccessFailure.Of(wrong) ?? wrong;
            await Errors.WriteLineAsync($"It can't be done:{Environment.NewLine}{said.Message}");
            return 1;
        }
    }
}
