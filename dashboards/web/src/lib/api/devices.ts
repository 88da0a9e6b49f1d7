import type { Device, DeviceSecret } from '../contract/admin';
import { get, post, query, remove } from './http';

export const readDevices = () => get<Device[]>('/api/v1/devices');

type Named = Pick<Device, 'facility' | 'area' | 'device'>;

/** A device that is registered already gets something new: what it had ends. @param certificate PEM; null: a password is made. */
export const registerDevice = async ({ facility, area, device }: Named, certificate: string | null, why: string) =>
  (await post<DeviceSecret>('/api/v1/devices', { facility, area, device, certificate: certificate ?? undefined, why: why || undefined }))!;

export const revokeDevice = ({ facility, area, device }: Named, why: string) =>
  remove(`/api/v1/devices/${[facility, area, device].map(encodeURIComponent).join('/')}${why === '' ? '' : `?${query({ why })}`}`);
