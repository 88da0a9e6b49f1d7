using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Server.Api;

/// <summary>What <see cref="ServerJson"/> is for the rest: sessions, people, keys and kiosks.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(InvitationView))]
[JsonSerializable(typeof(AcceptBody))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(TotpView))]
[JsonSerializable(typeof(RecoveryCodesView))]
[JsonSerializable(typeof(RenameBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(AskAgainBody))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(PinBody))]
[JsonSerializable(typeof(ManagedAccountView[]))]
[JsonSerializable(typeof(NewAccountView))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(LinkBody))]
[JsonSerializable(typeof(WhyBody))]
[JsonSerializable(typeof(BadgeBody))]
[JsonSerializable(typeof(KeyView[]))]
[JsonSerializable(typeof(NewKeyView))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KioskView[]))]
[JsonSerializable(typeof(KioskBody))]
[JsonSerializable(typeof(KioskPersonView[]))]
[JsonSerializable(typeof(IdentifyBody))]
[JsonSerializable(typeof(IdentifiedView))]
internal sealed partial class AccessJson : JsonSerializerContext;
