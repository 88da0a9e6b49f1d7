using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Keys;

namespace Monitoring.Tests.Server.Access;

/// <summary>Who asks a server, with what says so in each of their requests.</summary>
/// <param name="Id">Of the account, the kiosk or the key.</param>
/// <param name="SessionId">Of a person.</param>
internal sealed record SomeCaller(string Name, string Id, string? SessionId, HttpClient Http, IReadOnlyDictionary<string, string> Headers);

/// <summary>
/// Signs callers in straight in the access database of a running server: for tests of what they may do, not of how they came in.
/// </summary>
internal sealed class SomeCallers(IServiceProvider services, Uri address) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<SomeCaller>>> people = [];
    private readonly ConcurrentBag<HttpClient> clients = [];
    private int made;

    /// <summary>Nobody.</summary>
    public HttpClient Stranger => field ??= Client(new Dictionary<string, string>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The same person each time for the same name.</summary>
    public Task<SomeCaller> SignedInAsync(string name, Grant[] grants) => people.GetOrAdd(name, _ => new(() => PersonAsync(name, grants))).Value;

    /// <summary>Somebody new, in one browser.</summary>
    public async Task<SomeCaller> PersonAsync(string name, Grant[] grants)
    {
        var account = new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Name = name, CreatedAt = Now };
        account.Grants.AddRange(grants.Select(g => new AccountGrant { AccountId = account.Id, Role = g.Role, Facility = g.Facility, Area = g.Area }));
        var secret = Secret.New();
        var session = new Session { Id = Secret.Digest(secret), AccountId = account.Id, CreatedAt = Now, LastSeenAt = Now, ExpiresAt = Now + (long)Life.TotalMilliseconds };
        await AddAsync(account, session);
        var token = services.GetRequiredService<CsrfProtection>().TokenFor(new Caller(CallerKind.Person, account.Id, name, name, Permissions.None, "", session.Id));
        return Of(name, account.Id, session.Id, new Dictionary<string, string> { ["Cookie"] = $"monitoring={secret}", [CsrfProtection.Header] = token });
    }

    public async Task<SomeCaller> ProgramAsync(Right rights, string? facility = null, string? area = null)
    {
        var (id, secret) = (KeyForm.NewId(), Secret.New());
        await AddAsync(new ApiKey { Id = id, Name = id, SecretDigest = Secret.Digest(secret), Rights = rights, Facility = facility, Area = area, CreatedBy = "test", CreatedAt = Now });
        return Of($"key:{id}", id, null, new Dictionary<string, string> { ["Authorization"] = $"Bearer {KeyForm.Write(id, secret)}" });
    }

    public async Task<SomeCaller> KioskAsync(string facility, string area)
    {
        var (id, secret) = ($"kiosk-{Interlocked.Increment(ref made)}", Secret.New());
        var kiosk = new Kiosk { Id = id, Name = id, Facility = facility, Area = area, SecretDigest = Secret.Digest(secret), RegisteredBy = "test", RegisteredAt = Now };
        await AddAsync(kiosk);
        var token = services.GetRequiredService<CsrfProtection>().TokenFor(new Caller(CallerKind.Kiosk, id, id, id, Permissions.None, "", kiosk.SecretDigest));
        return Of($"kiosk:{id}", id, kiosk.SecretDigest, new Dictionary<string, string> { ["Cookie"] = $"monitoring-kiosk={id}.{secret}", [CsrfProtection.Header] = token });
    }

    /// <summary>A change of the access database as the server's own are: everybody in the process knows of it when this returns.</summary>
    public async Task ChangeAsync(Func<AccessContext, Task> change)
    {
        await using var scope = services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccessBook>();
        await book.ChangeAsync(
            new AuditNote("test", "", "test.change"),
            async draft =>
            {
                draft.Subject = "test/callers";
                await change(book.Context);
            },
            Cancellation);
    }

    public async Task<T> ReadAsync<T>(Func<AccessContext, Task<T>> question)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<AccessContext>>().CreateDbContextAsync(Cancellation);
        return await question(context);
    }

    public HubConnection Connect(SomeCaller? caller, string? origin = null) => new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/live"), o =>
    {
        foreach (var (name, value) in caller?.Headers ?? new Dictionary<string, string>())
        {
            o.Headers[name] = value;
        }

        if (origin is not null)
        {
            o.Headers["Origin"] = origin;
        }
    }).Build();

    public HttpClient Client(IReadOnlyDictionary<string, string> headers)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        foreach (var (name, value) in headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    private SomeCaller Of(string name, string id, string? session, Dictionary<string, string> headers) => new(name, id, session, Client(headers), headers);

    private Task AddAsync(params object[] rows) => ChangeAsync(context =>
    {
        context.AddRange(rows);
        return Task.CompletedTask;
    });
}
