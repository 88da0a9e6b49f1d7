using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access.Database;

namespace Monitoring.Records.Access;

/// <summary>
/// People, their rights, sessions, kiosks, keys, devices and the audit trail: the access database. What changes rights, people or devices goes through
/// <see cref="AccessBook"/>; what only notes that somebody was seen may be saved directly.
/// </summary>
public sealed class AccessContext(DbContextOptions<AccessContext> options) : IdentityUserContext<Account>(options)
{
    public DbSet<AccountGrant> Grants => Set<AccountGrant>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Kiosk> Kiosks => Set<Kiosk>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Checkpoint> Checkpoints => Set<Checkpoint>();

    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();

    internal DbSet<AccessState> State => Set<AccessState>();

    // Ours to say, and no setting's: the tables are written by hand.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccessModel.Build(builder);
    }
}
