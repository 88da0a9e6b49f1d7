using Monitoring.Records.Access;

namespace Monitoring.Server.Access.SignIn;

/// <summary>While nobody has an account, every start prints a link with which the first person makes theirs. Only who sees this program's output has it.</summary>
internal static class FirstLink
{
    /// <summary>The sentence to print; null: there is somebody.</summary>
    /// <param name="root">Where people open the dashboard.</param>
    public static async Task<string?> RenewAsync(IServiceProvider services, Uri root, CancellationToken cancellation)
    {
        if (services.GetRequiredService<AccessHealth>().Problem is { } problem)
        {
            return $"Nobody can sign in yet: {problem} If nobody has an account, the command 'access link' prints the first link once that is over.";
        }

        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Invitations>().RenewFirstAsync("server", cancellation) is not { } first)
        {
            return null;
        }

        return $"Nobody has an account yet. Open this once, within a day: {first.Link(root)}";
    }
}
