/** The trail of who changed what (`/api/v1/audit`). */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface AuditEntry {
  readonly number: number;
  readonly at: number;
  readonly who: string;
  /** An address, or the kiosk that it came through. */
  readonly from: string;
  /** `account.create`, `device.revoke`, …: another version of the server may know others. */
  readonly what: string;
  readonly subject: string;
  /** Whose people may read it; null: only who may read everything. */
  readonly facility?: string | null;
  readonly before: Json;
  readonly after: Json;
  /** What may be erased later; null: nothing, or erased. */
  readonly private: Json;
  readonly erased: boolean;
  readonly why: string | null;
  readonly hash: string;
}

export interface ChainState {
  readonly entries: number;
  readonly checkpoint: { readonly number: number; readonly at: number } | null;
  readonly verified: { readonly at: number; readonly problem: string | null } | null;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly next: number | null;
  readonly chain: ChainState;
}

export interface Verification {
  readonly at: number;
  readonly entries: number;
  readonly journalEntries: number;
  /** Null: both chains hold. */
  readonly problem: string | null;
}
