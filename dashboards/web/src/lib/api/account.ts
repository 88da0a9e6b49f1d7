import type { LanguageCode } from '../contract';
import type { Account, TotpOffer } from '../contract/account';
import { get, post, put, remove } from './http';

const address = '/api/v1/account';

/** Everything that is kept about who asks, as a file. */
export const exportAddress = `${address}/export`;

export const readAccount = () => get<Account>(address);
export const saveNames = (displayName: string, language: LanguageCode) => put<unknown>(address, { displayName, language });
export const changePassword = (current: string, next: string) => post<unknown>(`${address}/password`, { current, new: next });

export const offerTotp = async (password: string) => (await post<TotpOffer>(`${address}/totp`, { password }))!;
export const confirmTotp = async (code: string) => (await post<{ readonly recoveryCodes: readonly string[] }>(`${address}/totp/confirm`, { code }))!.recoveryCodes;
export const endTotp = (password: string) => remove<unknown>(`${address}/totp`, { password });

/** @param pin Six digits; null: none any more. */
export const savePin = (password: string, pin: string | null) => put<unknown>(`${address}/pin`, { password, pin });

/** Lets this session go to the other server for a link, once, within five minutes. */
export const beginLink = (password: string) => post<unknown>(`${address}/single-sign-on`, { password });
export const removeLink = (password: string) => remove<unknown>(`${address}/single-sign-on`, { password });

export const endSession = (id: string) => remove<unknown>(`${address}/sessions/${encodeURIComponent(id)}`);
export const endOtherSessions = () => remove<unknown>(`${address}/sessions`);
