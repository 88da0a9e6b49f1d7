using System.CommandLine;
using Monitoring.Domain.Areas;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Access.Keys;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Commands;

/// <summary>
/// <c>access link [USER]</c> and <c>access key</c>: for whoever may run programs as the server's user, who holds the database anyway. Works while the server runs, which notices within 2 s.
/// </summary>
internal static class AccessCommand
{
    private static readonly Argument<string?> User = new("USER") { Description = "Short name; left out: the link for the first person", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> ResetTotp = new("--reset-totp") { Description = "The authenticator app is lost too: the password alone is enough until a new one is set up" };
    private static readonly Option<string> Name = new("--name") { Description = "What the records call the program", Required = true };
    private static readonly Option<string> Rights = new("--rights") { Description = $"With commas between: {RightWords.All}", Required = true };
    private static readonly Option<string?> Facility = new("--facility") { Description = "Default: every facility" };
    private static readonly Option<string?> Area = new("--area") { Description = "Default: the whole facility" };
    private static readonly Option<int?> Days = new("--days") { Description = "Until it expires, 1 to 730; default: it doesn't" };

    public static bool IsMeant(string[] args) => args is ["access", ..];

    /// <param name="add">Adds the plan, the access records, TLS and what makes credentials.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection, IConfiguration> add, TextWriter output, TextWriter complaints)
    {
        var scope = new CommandScope(add, complaints);
        var link = new Command("link", "Prints a link with which a person chooses a new password, or the first person makes their account.") { User, ResetTotp };
        link.SetAction((parsed, cancellation) => scope.RunAsync(async s => await output.WriteLineAsync(await LinkAsync(s, parsed.GetValue(User), parsed.GetValue(ResetTotp), cancellation))));
        var key = new Command("key", "Makes a key for a program and prints it, once.") { Name, Rights, Facility, Area, Days };
        key.SetAction((parsed, cancellation) => scope.RunAsync(async s => await output.WriteLineAsync(await KeyAsync(
            s, parsed.GetValue(Name)!, parsed.GetValue(Rights)!, parsed.GetValue(Facility), parsed.GetValue(Area), parsed.GetValue(Days), cancellation))));
        var root = new RootCommand("Monitoring") { new Command("access", "People and programs that may sign in") { link, key } };
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<string> LinkAsync(IServiceProvider services, string? user, bool resetTotp, CancellationToken cancellation)
    {
        var invitations = services.GetRequiredService<Invitations>();
        var configuration = services.GetRequiredService<IConfiguration>();
        var root = configuration["Notifications:PublicAddress"] ?? services.OwnAddress(configuration.GetValue("Http:TlsPort", 0), configuration.GetValue("Http:Port", 5080)).ToString();
        var link = user is null
            ? await invitations.RenewFirstAsync("command", cancellation) ?? throw new InvalidDataException("Somebody has an account already: name whose password is lost, as in: access link ani")
            : await invitations.RenewAsync(user, "command", resetTotp, cancellation);
        return link.Link(new Uri(root.EndsWith('/') ? root : root + '/'));
    }

    private static async Task<string> KeyAsync(IServiceProvider services, string name, string rights, string? facility, string? area, int? days, CancellationToken cancellation)
    {
        var wish = KeyWish.Read(name, rights.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), facility, area, days, services.GetRequiredService<Plan>());
        var (_, key) = await services.GetRequiredService<KeyDesk>().AddAsync(new AuditNote("command", Environment.MachineName, "key.create"), wish, cancellation);
        return key;
    }
}
