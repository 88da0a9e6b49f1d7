import type { AccountForm, ManagedAccount, OneTimeLink } from '../contract/admin';
import { get, post, put, remove } from './http';

const address = '/api/v1/accounts';
const one = (id: string, what = '') => `${address}/${encodeURIComponent(id)}${what}`;

export const readAccounts = () => get<ManagedAccount[]>(address);

export const createAccount = async (user: string, form: AccountForm) => (await post<OneTimeLink & { readonly id: string }>(address, { user, ...form }))!;
export const changeAccount = (id: string, form: AccountForm) => put(one(id), form);

/** For a forgotten password. The old one holds until the link is used. @param resetTotp The app for the two-step code is lost too. */
export const renewLink = async (id: string, resetTotp: boolean) => (await post<OneTimeLink>(one(id, '/link'), { resetTotp }))!;

export const disableAccount = (id: string, why: string) => post(one(id, '/disable'), { why });
export const enableAccount = (id: string, why: string) => post(one(id, '/enable'), { why: why || undefined });
export const unlockAccount = (id: string, why: string) => post(one(id, '/unlock'), { why: why || undefined });
export const endSessions = (id: string) => remove(one(id, '/sessions'));
export const eraseAccount = (id: string, why: string) => post(one(id, '/erase'), { why });

/** @param badge Null: none any more. */
export const setBadge = (id: string, badge: string | null) => put(one(id, '/badge'), { badge });

/** A file of everything that is kept about somebody. */
export const exportAddress = (id: string) => one(id, '/export');
