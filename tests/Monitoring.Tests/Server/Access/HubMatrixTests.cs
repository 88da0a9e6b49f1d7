using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Live;

namespace Monitoring.Tests.Server.Access;

/// <summary>Every method of the hub, tried by those who lack its right, who hold it elsewhere and who have it. A method is here by being there.</summary>
public sealed class HubMatrixTests(WholeServer server) : IClassFixture<WholeServer>
{
    private static readonly Right AllRights = Enum.GetValues<Right>().Aggregate((all, one) => all | one);

    public static TheoryData<string> Methods =>
        [.. typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition() == m).Select(m => m.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_is_called_by_those_who_have_its_right_there(string name)
    {
        var method = typeof(LiveHub).GetMethod(name)!;
        var need = method.GetCustomAttribute<NeedsRightAttribute>();
        Assert.True(need is not null, $"{name} doesn't say what right it needs.");

        await RefusedAsync(await server.Callers.ProgramAsync(AllRights & ~need.Right), method);
        if (NamesAPlace(method))
        {
            await RefusedAsync(await server.Callers.ProgramAsync(AllRights, "poso"), method);
        }

        await CallAsync(await server.Callers.ProgramAsync(need.Right, "palu", "kitchen"), method);
        foreach (var role in Enum.GetValues<Role>().Where(r => RoleRights.Of(r).HasFlag(need.Right)))
        {
            await CallAsync(await server.Callers.SignedInAsync($"hub-{role}", [new Grant(role, "palu")]), method);
        }
    }

    private static bool NamesAPlace(MethodInfo method) => method.GetParameters().Any(p => p.ParameterType == typeof(string) || p.ParameterType == typeof(string[]));

    private async Task RefusedAsync(SomeCaller caller, MethodInfo method)
    {
        var refusal = await Assert.ThrowsAsync<HubException>(() => CallAsync(caller, method));
        Assert.Contains("This needs the right", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Until its first frame, or its answer.</summary>
    private async Task CallAsync(SomeCaller caller, MethodInfo method)
    {
        await using var connection = server.Callers.Connect(caller);
        await connection.StartAsync(Cancellation);
        object?[] arguments = [.. method.GetParameters().Where(p => p.ParameterType != typeof(CancellationToken)).Select(Argument)];
        if (method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal))
        {
            await using var frames = connection.StreamAsyncCore<object>(method.Name, arguments, Cancellation).GetAsyncEnumerator(Cancellation);
            Assert.True(await frames.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
        }
        else
        {
            await connection.InvokeCoreAsync<object>(method.Name, arguments, Cancellation);
        }
    }

    private static object? Argument(ParameterInfo parameter) => (parameter.Name, parameter.ParameterType.Name) switch
    {
        ("facility", _) => "palu",
        ("area", _) => "kitchen",
        ("to", "Int64") => 2_000L,
        (_, "Int64") => 1_000L,
        (_, "String[]") => new[] { "palu/kitchen/fryer/oil_temp" },
        _ => null,
    };
}
