import type { Grant, Place } from '../contract/admin';
import type { Json } from '../contract/audit';
import { roles } from '../contract/words';
import { formatExact } from '../format/times';
import { placeName as placeAt } from '../live/placeName';
import { overviewStore } from '../live/stores.svelte';
import { language } from '../texts/language.svelte';
import { manageTexts } from '../texts/manage';
import { wordOf } from './auditWords';

export const facilityName = (facility: string | null): string => placeAt(facility, null);

export function areaName(facility: string, area: string): string {
  const known = overviewStore.facility(facility)?.areas.find((one) => one.area === area);
  return known === undefined ? area : language.pick(known.name);
}

export const placeName = ({ facility, area }: Place): string => placeAt(facility, area);

/** "Kepala: Lapas Palu / Dapur" */
export const grantName = (grant: Grant): string => `${language.t.acts.role[grant.role]}: ${placeName(grant)}`;

/** The clock on the wall of a facility; where nothing says which, that of the first one. */
export const zoneAt = (facility: string | null): string => overviewStore.timeZone(facility ?? overviewStore.facilities[0]?.id ?? '');

/** What of the trail this screen can say in its own words: roles at places, rights, times, ways to sign in. The rest stands as it was recorded. */
export function sayKnown(value: Json, field: string): string | null {
  const name = field.split('.').at(-1) ?? '';
  if (typeof value === 'boolean') return value ? manageTexts[language.code].audit.yes : manageTexts[language.code].audit.no;
  if (typeof value === 'number' && /(At|Until)$/.test(name)) return formatExact(value, zoneAt(null), language.code);
  if (typeof value === 'string' && name === 'rights') return wordOf(language.t.session.right, value);
  if (typeof value === 'string' && (name === 'with' || name === 'by')) return wordOf(manageTexts[language.code].audit.way, value);
  if (typeof value === 'string' && name === 'invitedBy') return wordOf(manageTexts[language.code].audit.who, value);
  if (typeof value !== 'object' || value === null || !('role' in value)) return null;
  const { role, facility, area } = value;
  const known = roles.find((one) => one === role);
  return known === undefined ? null : grantName({ role: known, facility: typeof facility === 'string' ? facility : null, area: typeof area === 'string' ? area : null });
}
