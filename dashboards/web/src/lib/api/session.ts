import type { SessionAnswer } from '../contract';
import { get, post, remove } from './http';

const address = '/api/v1/session';

export const readSession = () => get<SessionAnswer>(address);

/** @param code Of the authenticator app, or a recovery code; empty: none yet. */
export async function signIn(user: string, password: string, code: string): Promise<SessionAnswer> {
  return (await post<SessionAnswer>(address, { user, password, code: code === '' ? undefined : code }))!;
}

export const signOut = () => remove<null>(address);
