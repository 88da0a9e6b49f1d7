import type { LanguageCode, Role } from './words';

/** As `Right` of the server says them; each is explained there. */
export type Right =
  | 'see'
  | 'acknowledge'
  | 'record'
  | 'reset'
  | 'shelve'
  | 'verify'
  | 'service'
  | 'review'
  | 'readAudit'
  | 'manageDevices'
  | 'managePeople'
  | 'operate';

/** Rights at a place. */
export interface PlacedRights {
  /** Null: every facility. */
  readonly facility: string | null;
  /** Null: every area of the facility, and the facility itself. */
  readonly area: string | null;
  /** Null: a kiosk's or a program's. */
  readonly role: Role | null;
  readonly rights: readonly Right[];
}

export interface KioskPlace {
  readonly id: string;
  readonly name: string;
  readonly facility: string;
  readonly area: string;
}

export interface Caller {
  readonly kind: 'person' | 'kiosk' | 'program';
  readonly id: string;
  /** The short name: what the record book says. */
  readonly name: string;
  readonly displayName: string;
  readonly language: LanguageCode;
  readonly totp: boolean;
  readonly mustSetPin: boolean;
  readonly places: readonly PlacedRights[];
  readonly kiosk: KioskPlace | null;
}

/** `GET /api/v1/session`. */
export interface SessionAnswer {
  /** Null: nobody is signed in. */
  readonly caller: Caller | null;
  /** Goes with every request that changes something. */
  readonly csrf: string | null;
  /** Nobody has an account yet. */
  readonly setupNeeded: boolean;
  readonly singleSignOn: { readonly name: string } | null;
  /** Devices on the server's own machine are let in without credentials: the demonstration. */
  readonly openMqtt: boolean;
}
