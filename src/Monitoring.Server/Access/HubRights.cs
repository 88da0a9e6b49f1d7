using System.Reflection;
using Microsoft.AspNetCore.SignalR;

namespace Monitoring.Server.Access;

/// <summary>
/// The one way to a method of the hub: what <see cref="NeedsRightAttribute"/> on it asks is decided once a call, so once a stream, and a method without it can't
/// be called. Whoever holds a connection is asked again by <see cref="ConnectionGuard"/>.
/// </summary>
internal sealed class HubRights(ConnectionGuard guard) : IHubFilter
{
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        guard.Watch(context.Context);
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        guard.Forget(context.Context);
        await next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (invocationContext.Context.User?.Caller() is not { } caller)
        {
            throw new HubException("Nobody is signed in.");
        }

        if (invocationContext.HubMethod.GetCustomAttribute<NeedsRightAttribute>() is not { } need)
        {
            throw new HubException("Nothing says who may do this.");
        }

        return need.FindMissing(caller.Permissions, NamedBy(invocationContext)) is { } missing ? throw new HubException(missing.Sentence) : next(invocationContext);
    }

    private static Func<string, string?> NamedBy(HubInvocationContext invocation) => name =>
        Array.FindIndex(invocation.HubMethod.GetParameters(), p => p.Name == name) is >= 0 and var index && index < invocation.HubMethodArguments.Count
            ? invocation.HubMethodArguments[index] as string
            : null;
}
