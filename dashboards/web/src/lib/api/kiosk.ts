import type { Right, Role } from '../contract';
import { get, post } from './http';

/** Who may do something at this kiosk, and has a PIN. */
export interface KioskPerson {
  /** The short name. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role | null;
}

export interface Identified {
  /** Good for one act within a minute. */
  readonly token: string;
  readonly expiresAt: number;
  readonly person: KioskPerson & { readonly rights: readonly Right[] };
}

export type Proof = { readonly badge: string } | { readonly person: string; readonly pin: string };

export const readKioskPeople = () => get<readonly KioskPerson[]>('/api/v1/kiosk/people');

export const identify = async (proof: Proof) => (await post<Identified>('/api/v1/kiosk/identify', proof))!;
