using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.SignIn;

/// <summary>What a person shows beside the password: a code of an app, or one of the recovery codes. The app's secret is kept encrypted, of recovery codes only digests.</summary>
internal sealed class SecondFactor(IDataProtectionProvider protection, TimeProvider time)
{
    public const int RecoveryCodes = 10;

    private const string Provider = "Monitoring";
    private const string InForce = "Totp", Pending = "TotpPending", LastStep = "TotpLastStep", Recovery = "Recovery:";
    private const int RecoveryLength = 16;

    private readonly IDataProtector protector = protection.CreateProtector("totp");

    /// <summary>Makes a secret that counts once a code of it was shown; an earlier one stays in force until then.</summary>
    public async Task<byte[]> BeginAsync(AccessContext context, Account account, CancellationToken cancellation)
    {
        var secret = Totp.NewSecret();
        await PutAsync(context, account.Id, Pending, Convert.ToBase64String(protector.Protect(secret)), cancellation);
        return secret;
    }

    /// <summary>Puts the pending secret in force, inside of a change that saves.</summary>
    /// <returns>The recovery codes, to be shown once; null: nothing is pending, or the code isn't right.</returns>
    public async Task<string[]?> ConfirmAsync(AccessContext context, Account account, string code, CancellationToken cancellation)
    {
        var pending = await FindAsync(context, account.Id, Pending, cancellation);
        if (pending is null || Totp.FindStep(Open(pending), code, 0, time.GetUtcNow()) is not { } step)
        {
            return null;
        }

        await RemoveAsync(context, account, cancellation);
        Add(context, account.Id, InForce, pending.Value!);
        Add(context, account.Id, LastStep, Number(step));
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => NewRecoveryCode()).ToArray();
        foreach (var recovery in codes)
        {
            Add(context, account.Id, Recovery + Secret.Digest(Plain(recovery)), "");
        }

        account.TwoFactorEnabled = true;
        return codes;
    }

    /// <summary>Inside of a change that saves.</summary>
    public static async Task RemoveAsync(AccessContext context, Account account, CancellationToken cancellation)
    {
        // Saved at once, so that what is added next under the same names isn't taken for a change of these.
        context.UserTokens.RemoveRange(await context.UserTokens.Where(t => t.UserId == account.Id && t.LoginProvider == Provider).ToListAsync(cancellation));
        account.TwoFactorEnabled = false;
        await context.SaveChangesAsync(cancellation);
    }

    public static Task<int> CountRecoveryCodesAsync(AccessContext context, string account, CancellationToken cancellation) =>
        context.UserTokens.CountAsync(t => t.UserId == account && t.LoginProvider == Provider && t.Name.StartsWith(Recovery), cancellation);

    /// <summary>Uses the code up: of two that show the same at once, one gets in.</summary>
    public async Task<bool> UseAsync(AccessContext context, Account account, string code, CancellationToken cancellation)
    {
        var plain = Plain(code);
        return plain.Length == Totp.Digits ? await UseTotpAsync(context, account, plain, cancellation) : await UseRecoveryAsync(context, account, plain, cancellation);
    }

    private async Task<bool> UseTotpAsync(AccessContext context, Account account, string code, CancellationToken cancellation)
    {
        var (secret, last) = (await FindAsync(context, account.Id, InForce, cancellation), await FindAsync(context, account.Id, LastStep, cancellation));
        if (secret is null || last is null || Totp.FindStep(Open(secret), code, long.Parse(last.Value!, CultureInfo.InvariantCulture), time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        var number = Number(step);
        return await context.UserTokens.Where(t => t.UserId == account.Id && t.LoginProvider == Provider && t.Name == LastStep && t.Value == last.Value)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Value, number), cancellation) == 1;
    }

    private static async Task<bool> UseRecoveryAsync(AccessContext context, Account account, string code, CancellationToken cancellation)
    {
        var name = Recovery + Secret.Digest(code);
        return code.Length == RecoveryLength
            && await context.UserTokens.Where(t => t.UserId == account.Id && t.LoginProvider == Provider && t.Name == name).ExecuteDeleteAsync(cancellation) == 1;
    }

    private byte[] Open(IdentityUserToken<string> token) => protector.Unprotect(Convert.FromBase64String(token.Value!));

    private static Task<IdentityUserToken<string>?> FindAsync(AccessContext context, string account, string name, CancellationToken cancellation) =>
        context.UserTokens.AsNoTracking().FirstOrDefaultAsync(t => t.UserId == account && t.LoginProvider == Provider && t.Name == name, cancellation);

    private static async Task PutAsync(AccessContext context, string account, string name, string value, CancellationToken cancellation)
    {
        await context.UserTokens.Where(t => t.UserId == account && t.LoginProvider == Provider && t.Name == name).ExecuteDeleteAsync(cancellation);
        Add(context, account, name, value);
        await context.SaveChangesAsync(cancellation);
    }

    private static void Add(AccessContext context, string account, string name, string value) =>
        context.UserTokens.Add(new IdentityUserToken<string> { UserId = account, LoginProvider = Provider, Name = name, Value = value });

    /// <summary>80 bits, in four groups that can be read out.</summary>
    private static string NewRecoveryCode() => string.Join('-', RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", RecoveryLength).Chunk(4).Select(c => new string(c)));

    private static string Plain(string code) => new([.. code.ToLowerInvariant().Where(c => c != '-' && !char.IsWhiteSpace(c))]);

    private static string Number(long step) => step.ToString(CultureInfo.InvariantCulture);
}
