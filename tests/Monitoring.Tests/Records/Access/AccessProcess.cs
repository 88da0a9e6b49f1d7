using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Records.Access;

namespace Monitoring.Tests.Records.Access;

/// <summary>What one process has of the access database: nothing in it is shared with another but the database itself.</summary>
internal sealed class AccessProcess : IAsyncDisposable, ILoggerProvider, ILogger
{
    public static readonly AuditNote Note = new("ani", "10.0.0.7", "test.change", "because");

    private bool isRunning;

    public AccessProcess(IEnumerable<(string Key, string Value)> settings, TimeProvider time)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.AddProvider(this);
        builder.Services.AddSingleton(time);
        builder.Services.AddAccessRecords(builder.Configuration);
        Host = builder.Build();
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IHost Host { get; }

    public ConcurrentQueue<(LogLevel Level, string Text)> Log { get; } = [];

    public AccessChanges Changes => Host.Services.GetRequiredService<AccessChanges>();

    public AccessHealth Health => Host.Services.GetRequiredService<AccessHealth>();

    public IDeviceRegistry Devices => Host.Services.GetRequiredService<IDeviceRegistry>();

    /// <summary>In a scope of its own, as a request is.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> ReadAsync<T>(Func<AccessContext, Task<T>> read) => InScopeAsync(s => read(s.GetRequiredService<AccessContext>()));

    public Task<AuditEntry[]> TrailAsync() => ReadAsync(c => c.AuditEntries.OrderBy(e => e.Number).ToArrayAsync(Cancellation));

    public Task<bool> ChangeAsync(Action<AccessContext, AuditDraft> change, AuditNote? note = null) => InScopeAsync(async s =>
    {
        var book = s.GetRequiredService<AccessBook>();
        return await book.ChangeAsync(
            note ?? Note,
            draft =>
            {
                draft.Subject = "test";
                change(book.Context, draft);
                return Task.FromResult(true);
            },
            Cancellation);
    });

    /// <summary>Somebody who may sign in, made as the API makes them. Returns the id.</summary>
    public Task<string> CreateAsync(string user, params Grant[] grants) => InScopeAsync(async s =>
    {
        var account = new Account { UserName = user, Name = $"Name of {user}", Email = $"{user}@example.org", CreatedAt = 1, Language = Language.English };
        account.Grants.AddRange(grants.Select(g => new AccountGrant { Role = g.Role, Facility = g.Facility, Area = g.Area }));
        return await s.GetRequiredService<AccessBook>().ChangeAsync(
            Note with { What = "account.create" },
            async draft =>
            {
                (draft.Subject, draft.After, draft.Private) = (AuditSubject.Account(user), new { grants }, new { account.Name, account.Email });
                var outcome = await s.GetRequiredService<UserManager<Account>>().CreateAsync(account, "Correct-horse-battery-1");
                return outcome.Succeeded ? account.Id : throw new InvalidOperationException($"{outcome}");
            },
            Cancellation);
    });

    public async Task StartAsync()
    {
        await Host.StartAsync(Cancellation);
        isRunning = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (isRunning)
        {
            await Host.StopAsync(CancellationToken.None);
        }

        if (Host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Log.Enqueue((logLevel, formatter(state, exception)));

    void IDisposable.Dispose()
    {
    }
}
