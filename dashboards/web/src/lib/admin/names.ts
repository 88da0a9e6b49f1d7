import type { Grant, Place } from '../contract/admin';
import { overviewStore } from '../live/stores.svelte';
import { language } from '../texts/language.svelte';

/** What places are called on this screen; a place that the overview doesn't tell stands by its id. */
export function facilityName(facility: string | null): string {
  if (facility === null) return language.t.manage.people.everywhere;
  const known = overviewStore.facility(facility);
  return known === undefined ? facility : language.pick(known.name);
}

export function areaName(facility: string, area: string): string {
  const known = overviewStore.facility(facility)?.areas.find((one) => one.area === area);
  return known === undefined ? area : language.pick(known.name);
}

/** "Semua fasilitas", "Palu", "Palu · Dapur". */
export function placeName({ facility, area }: Place): string {
  return facility === null || area === null ? facilityName(facility) : `${facilityName(facility)} · ${areaName(facility, area)}`;
}

/** "Kepala · Palu" */
export const grantName = (grant: Grant): string => `${language.t.acts.role[grant.role]} · ${placeName(grant)}`;

/** The clock on the wall of a facility; where nothing says which, that of the first one. */
export const zoneAt = (facility: string | null): string => overviewStore.timeZone(facility ?? overviewStore.facilities[0]?.id ?? '');
