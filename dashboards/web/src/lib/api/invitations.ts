import type { LanguageCode, SessionAnswer } from '../contract';
import { get, post } from './http';

export interface Invitation {
  /** The first person of all: there is no account yet. */
  readonly first: boolean;
  /** Null: who follows it chooses. */
  readonly user: string | null;
  readonly displayName: string | null;
  /** Null: who follows it chooses. */
  readonly language: LanguageCode | null;
  /** A second code is asked for too. */
  readonly totp: boolean;
  readonly expiresAt: number;
}

export interface Accepted {
  readonly user?: string;
  readonly displayName?: string;
  readonly language: LanguageCode;
  readonly password: string;
  /** Of who has a second code already. */
  readonly code?: string;
}

const address = (code: string) => `/api/v1/invitations/${encodeURIComponent(code)}`;

export const readInvitation = (code: string) => get<Invitation>(address(code));

/** @returns The session of who is now signed in. */
export const accept = async (code: string, body: Accepted) => (await post<SessionAnswer>(address(code), body))!;
