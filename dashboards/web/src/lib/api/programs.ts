import type { ApiKey, KeyForm, Kiosk } from '../contract/admin';
import { get, post, remove } from './http';

export const readKeys = () => get<ApiKey[]>('/api/v1/keys');
export const createKey = async (form: KeyForm) => (await post<{ readonly id: string; readonly key: string }>('/api/v1/keys', form))!;
export const revokeKey = (id: string) => remove(`/api/v1/keys/${encodeURIComponent(id)}`);

export const readKiosks = () => get<Kiosk[]>('/api/v1/kiosks');
export const revokeKiosk = (id: string) => remove(`/api/v1/kiosks/${encodeURIComponent(id)}`);

/** This browser becomes the kiosk, and who asked is signed out in it. */
export const registerKiosk = (kiosk: Pick<Kiosk, 'id' | 'name' | 'facility' | 'area'>) => post('/api/v1/kiosks', kiosk);
