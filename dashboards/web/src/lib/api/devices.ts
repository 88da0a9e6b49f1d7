import type { Device, DeviceSecret } from '../contract/admin';
import { get, post, remove } from './http';

export const readDevices = () => get<Device[]>('/api/v1/devices');

type Named = Pick<Device, 'facility' | 'area' | 'device'>;

/** A device that is registered already gets something new: what it had ends. @param certificate PEM; null: a password is made. */
export const registerDevice = async ({ facility, area, device }: Named, certificate: string | null) =>
  (await post<DeviceSecret>('/api/v1/devices', { facility, area, device, certificate: certificate ?? undefined }))!;

export const revokeDevice = ({ facility, area, device }: Named) => remove(`/api/v1/devices/${[facility, area, device].map(encodeURIComponent).join('/')}`);
