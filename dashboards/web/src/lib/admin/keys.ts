import type { ApiKey, Place } from '../contract/admin';
import type { PlacedRights, Right } from '../contract/session';
import { rightsOver } from './grants';

/** As the server lists them, from looking on to ruling. */
export const rights: readonly Right[] = ['see', 'acknowledge', 'record', 'reset', 'shelve', 'verify', 'service', 'review', 'readAudit', 'manageDevices', 'managePeople', 'operate'];

/** What a key may be given at a place: what its maker holds over the whole of it. One that manages people is made on the server itself alone. */
export const rightsToGive = (held: readonly PlacedRights[], place: Place): readonly Right[] => rights.filter((right) => right !== 'managePeople' && rightsOver(held, place).has(right));

/** How long a key may hold, in days; null: until it is revoked. */
export const terms = [30, 90, 365, 730, null] as const;

export const isExpired = ({ expiresAt }: ApiKey, now: number): boolean => expiresAt !== null && expiresAt <= now;
