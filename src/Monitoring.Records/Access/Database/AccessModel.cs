using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Monitoring.Records.Access.Database;

/// <summary>How the entities lie in tables: the same in SQLite and PostgreSQL. Enums are stored by name, times as Unix ms.</summary>
internal static class AccessModel
{
    public static void Build(ModelBuilder builder)
    {
        People(builder);
        Programs(builder);
        Trail(builder);
        Unbounded(builder);
        builder.Entity<AccessState>(state =>
        {
            state.ToTable("State");
            state.Property(s => s.Id).ValueGeneratedNever();
        });
    }

    private static void People(ModelBuilder builder)
    {
        builder.Entity<Account>(account =>
        {
            account.ToTable("Accounts");
            account.Property(a => a.Language).HasConversion<string>();
            account.HasIndex(a => a.BadgeDigest).IsUnique();
            account.HasMany(a => a.Grants).WithOne().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Cascade);

            // Locking out is ours (FailedInRow, LockedUntil), and nobody is telephoned.
            account.Ignore(a => a.PhoneNumber);
            account.Ignore(a => a.PhoneNumberConfirmed);
            account.Ignore(a => a.LockoutEnd);
            account.Ignore(a => a.LockoutEnabled);
            account.Ignore(a => a.AccessFailedCount);
        });
        builder.Entity<IdentityUserLogin<string>>().ToTable("AccountLogins");
        builder.Entity<IdentityUserClaim<string>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserToken<string>>().ToTable("AccountTokens");
        builder.Entity<AccountGrant>(grant =>
        {
            grant.ToTable("Grants");
            grant.Property(g => g.Role).HasConversion<string>();
        });
        builder.Entity<Session>(session =>
        {
            session.ToTable("Sessions");
            session.HasIndex(s => s.AccountId);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.HasKey(i => i.Digest);
            invitation.HasIndex(i => i.AccountId);
            invitation.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Programs(ModelBuilder builder)
    {
        builder.Entity<Kiosk>().ToTable("Kiosks");
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable("ApiKeys");
            key.Property(k => k.Rights).HasConversion<string>();
        });
        builder.Entity<Device>(device =>
        {
            device.ToTable("Devices");
            device.HasKey(d => new { d.Facility, d.Area, d.Id });
            device.Ignore(d => d.Address);
            device.HasIndex(d => d.CertificateThumbprint).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
        });
    }

    private static void Trail(ModelBuilder builder)
    {
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("AuditEntries");
            entry.HasKey(e => e.Number);
            entry.Property(e => e.Number).ValueGeneratedNever();
            entry.HasIndex(e => e.Subject);
            entry.HasIndex(e => e.Who);
        });
        builder.Entity<Checkpoint>(checkpoint =>
        {
            checkpoint.ToTable("Checkpoints");
            checkpoint.HasIndex(c => new { c.Book, c.Number });
        });
        builder.Entity<PlanVersion>(version =>
        {
            version.ToTable("PlanVersions");
            version.HasKey(v => v.Version);
        });
    }

    // Identity gives some columns a length; that is for the API to say, in a sentence.
    private static void Unbounded(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetMaxLength(null);
        }
    }
}
