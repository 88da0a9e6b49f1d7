import type { LanguageCode, Role } from './words';

export interface SessionEntry {
  readonly id: string;
  /** The one that asks. */
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  /** As the browser names itself. */
  readonly agent: string;
  readonly address: string;
}

/** `GET /api/v1/account`: of who asks. */
export interface Account {
  readonly name: string;
  readonly displayName: string;
  readonly language: LanguageCode;
  readonly totp: boolean;
  readonly recoveryCodesLeft: number;
  readonly pin: boolean;
  readonly badge: boolean;
  /** The account is linked at the other server. */
  readonly singleSignOn: boolean;
  readonly grants: readonly { readonly role: Role; readonly facility: string | null; readonly area: string | null }[];
  readonly sessions: readonly SessionEntry[];
}

/** A secret that waits for its first code. */
export interface TotpOffer {
  readonly secret: string;
  readonly uri: string;
  /** Rows of a QR code; `1` is dark. */
  readonly qr: readonly string[];
}
