namespace Monitoring.Records.Access.Database;

/// <summary>The words in which the two kinds of database differ when tables are made.</summary>
/// <param name="LongIdentity">A key that the database counts up.</param>
/// <param name="End">Of each table.</param>
internal sealed record ColumnTypes(string Small, string Long, string Flag, string Guid, string SmallIdentity, string LongIdentity, string End);

/// <summary>Schema 1. Once it is out it stays as it is: what changes is another step of <see cref="SqliteSchema"/> and <see cref="PostgreSqlSchema"/>.</summary>
internal static class FirstTables
{
    // A text has no length here: what may be written is for the API to say.
    public static string Of(ColumnTypes type) => $"""
        CREATE TABLE "State"("Id" {type.Small} NOT NULL PRIMARY KEY, "Schema" {type.Small} NOT NULL, "Changes" {type.Long} NOT NULL){type.End};
        INSERT INTO "State" VALUES({AccessState.OnlyId}, 1, 0);
        {People(type)}
        {Programs(type)}
        {Trail(type)}
        """;

    private static string People(ColumnTypes type) => $"""
        CREATE TABLE "Accounts"(
          "Id" text NOT NULL PRIMARY KEY, "Name" text NOT NULL, "Language" text NOT NULL, "PinHash" text, "BadgeDigest" text,
          "CreatedAt" {type.Long} NOT NULL, "DisabledAt" {type.Long}, "ErasedAt" {type.Long}, "FailedInRow" {type.Small} NOT NULL, "LockedUntil" {type.Long},
          "UserName" text, "NormalizedUserName" text, "Email" text, "NormalizedEmail" text, "EmailConfirmed" {type.Flag} NOT NULL,
          "PasswordHash" text, "SecurityStamp" text, "ConcurrencyStamp" text, "TwoFactorEnabled" {type.Flag} NOT NULL){type.End};
        CREATE UNIQUE INDEX "UserNameIndex" ON "Accounts"("NormalizedUserName");
        CREATE INDEX "EmailIndex" ON "Accounts"("NormalizedEmail");
        CREATE UNIQUE INDEX "IX_Accounts_BadgeDigest" ON "Accounts"("BadgeDigest");
        CREATE TABLE "AccountClaims"(
          "Id" {type.SmallIdentity}, "UserId" text NOT NULL REFERENCES "Accounts"("Id") ON DELETE CASCADE, "ClaimType" text, "ClaimValue" text){type.End};
        CREATE INDEX "IX_AccountClaims_UserId" ON "AccountClaims"("UserId");
        CREATE TABLE "AccountLogins"(
          "LoginProvider" text NOT NULL, "ProviderKey" text NOT NULL, "ProviderDisplayName" text,
          "UserId" text NOT NULL REFERENCES "Accounts"("Id") ON DELETE CASCADE, PRIMARY KEY("LoginProvider", "ProviderKey")){type.End};
        CREATE INDEX "IX_AccountLogins_UserId" ON "AccountLogins"("UserId");
        CREATE TABLE "AccountTokens"(
          "UserId" text NOT NULL REFERENCES "Accounts"("Id") ON DELETE CASCADE, "LoginProvider" text NOT NULL, "Name" text NOT NULL, "Value" text,
          PRIMARY KEY("UserId", "LoginProvider", "Name")){type.End};
        CREATE TABLE "Grants"(
          "Id" {type.LongIdentity}, "AccountId" text NOT NULL REFERENCES "Accounts"("Id") ON DELETE CASCADE, "Role" text NOT NULL, "Facility" text, "Area" text){type.End};
        CREATE INDEX "IX_Grants_AccountId" ON "Grants"("AccountId");
        CREATE TABLE "Sessions"(
          "Id" text NOT NULL PRIMARY KEY, "AccountId" text NOT NULL REFERENCES "Accounts"("Id") ON DELETE CASCADE,
          "CreatedAt" {type.Long} NOT NULL, "LastSeenAt" {type.Long} NOT NULL, "ExpiresAt" {type.Long} NOT NULL,
          "Agent" text NOT NULL, "Address" text NOT NULL, "RevokedAt" {type.Long}, "StepUpAt" {type.Long}){type.End};
        CREATE INDEX "IX_Sessions_AccountId" ON "Sessions"("AccountId");
        CREATE TABLE "Invitations"(
          "Digest" text NOT NULL PRIMARY KEY, "AccountId" text REFERENCES "Accounts"("Id") ON DELETE CASCADE, "ResetTotp" {type.Flag} NOT NULL,
          "CreatedBy" text NOT NULL, "CreatedAt" {type.Long} NOT NULL, "ExpiresAt" {type.Long} NOT NULL, "UsedAt" {type.Long}){type.End};
        CREATE INDEX "IX_Invitations_AccountId" ON "Invitations"("AccountId");
        """;

    private static string Programs(ColumnTypes type) => $"""
        CREATE TABLE "Kiosks"(
          "Id" text NOT NULL PRIMARY KEY, "Name" text NOT NULL, "Facility" text NOT NULL, "Area" text NOT NULL, "SecretDigest" text NOT NULL,
          "RegisteredBy" text NOT NULL, "RegisteredAt" {type.Long} NOT NULL, "LastSeenAt" {type.Long}, "RevokedAt" {type.Long}){type.End};
        CREATE TABLE "ApiKeys"(
          "Id" text NOT NULL PRIMARY KEY, "Name" text NOT NULL, "SecretDigest" text NOT NULL, "Rights" text NOT NULL, "Facility" text, "Area" text,
          "CreatedBy" text NOT NULL, "CreatedAt" {type.Long} NOT NULL, "ExpiresAt" {type.Long}, "LastUsedAt" {type.Long}, "RevokedAt" {type.Long}){type.End};
        CREATE TABLE "Devices"(
          "Facility" text NOT NULL, "Area" text NOT NULL, "Id" text NOT NULL, "Credential" {type.Guid} NOT NULL, "PasswordHash" text, "CertificateThumbprint" text,
          "CreatedBy" text NOT NULL, "CreatedAt" {type.Long} NOT NULL, "RevokedAt" {type.Long}, PRIMARY KEY("Facility", "Area", "Id")){type.End};
        CREATE UNIQUE INDEX "IX_Devices_CertificateThumbprint" ON "Devices"("CertificateThumbprint") WHERE "RevokedAt" IS NULL;
        """;

    private static string Trail(ColumnTypes type) => $"""
        CREATE TABLE "AuditEntries"(
          "Number" {type.Long} NOT NULL PRIMARY KEY, "At" {type.Long} NOT NULL, "Who" text NOT NULL, "From" text NOT NULL, "What" text NOT NULL,
          "Subject" text NOT NULL, "Facility" text, "Before" text, "After" text, "Why" text,
          "Private" text, "PrivateSalt" text, "PrivateDigest" text, "Hash" text NOT NULL){type.End};
        CREATE INDEX "IX_AuditEntries_Subject" ON "AuditEntries"("Subject");
        CREATE INDEX "IX_AuditEntries_Who" ON "AuditEntries"("Who");
        CREATE TABLE "Checkpoints"(
          "Id" {type.LongIdentity}, "Book" text NOT NULL, "Number" {type.Long} NOT NULL, "At" {type.Long} NOT NULL,
          "Hash" text NOT NULL, "Signature" text NOT NULL, "Key" text NOT NULL){type.End};
        CREATE INDEX "IX_Checkpoints_Book_Number" ON "Checkpoints"("Book", "Number");
        CREATE TABLE "PlanVersions"("Version" text NOT NULL PRIMARY KEY, "At" {type.Long} NOT NULL, "Text" text NOT NULL){type.End};
        """;
}
