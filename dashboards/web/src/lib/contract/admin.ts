import type { Right } from './session';
import type { LanguageCode, Role, Text } from './words';

/** What the pages of people who look after the system exchange (`/api/v1/accounts`, `/keys`, `/kiosks`, `/devices`). */

/** Null facility: every facility, those of tomorrow too; null area: the whole facility. */
export interface Place {
  readonly facility: string | null;
  readonly area: string | null;
}

export interface Grant extends Place {
  readonly role: Role;
}

export interface ManagedAccount {
  readonly id: string;
  /** The short name that all records say; never given to somebody else. */
  readonly user: string;
  readonly displayName: string;
  readonly language: LanguageCode;
  /** By which a single sign-on finds the person. */
  readonly email?: string | null;
  readonly grants: readonly Grant[];
  readonly totp: boolean;
  readonly pin: boolean;
  readonly badge: boolean;
  /** There is a link that can still be used. */
  readonly invited: boolean;
  readonly disabled: boolean;
  readonly lockedUntil: number | null;
  readonly lastSeenAt: number | null;
}

export interface AccountForm {
  readonly displayName: string;
  readonly language: LanguageCode;
  readonly email: string | null;
  readonly grants: readonly Grant[];
  readonly why?: string;
}

/** Opens once, for one person; whoever has it chooses the password. */
export interface OneTimeLink {
  readonly link: string;
  readonly expiresAt: number;
}

export interface ApiKey extends Place {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly revoked: boolean;
}

export interface KeyForm extends Place {
  readonly name: string;
  readonly rights: readonly Right[];
  /** Null: it doesn't expire. */
  readonly days: number | null;
}

export interface Kiosk {
  readonly id: string;
  readonly name: string;
  readonly facility: string;
  readonly area: string;
  readonly registeredBy: string;
  readonly registeredAt: number;
  readonly lastSeenAt: number | null;
  readonly revoked: boolean;
}

/** An equipment of the plan and what connects for it. */
export interface Device {
  readonly facility: string;
  readonly area: string;
  readonly device: string;
  readonly name: Text;
  readonly registered: boolean;
  /** It proves itself by a certificate instead of a password. */
  readonly certificate: boolean;
  readonly createdBy: string | null;
  readonly createdAt: number | null;
  readonly revoked: boolean;
  readonly connected: boolean;
  readonly address: string | null;
  readonly since: number | null;
  /** Connections and messages refused since the server started. */
  readonly refusals: number;
}

/** What a device must be told, shown once. */
export interface DeviceSecret {
  readonly user: string;
  /** Null: a certificate stands for it. */
  readonly password: string | null;
  readonly host: string;
  readonly port: number;
  /** Null: the server listens without TLS only. */
  readonly tlsPort: number | null;
  readonly topic: string;
  readonly snippets: Readonly<Record<string, string>>;
  /** Rows of modules, `1` is dark. */
  readonly qr: readonly string[] | null;
}
