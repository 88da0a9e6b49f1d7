import { language } from '../texts/language.svelte';
import { overviewStore } from './stores.svelte';

/** Where a right holds, in words: "Lapas Palu / Dapur". What the overview doesn't show keeps its id. @param facility Null: everywhere. @param area Null: the whole facility. */
export function placeName(facility: string | null, area: string | null): string {
  if (facility === null) return language.t.session.everywhere;
  const known = overviewStore.facility(facility);
  const place = known === undefined ? facility : language.pick(known.name);
  const part = known?.areas.find((one) => one.area === area);
  return area === null ? place : `${place} / ${part === undefined ? area : language.pick(part.name)}`;
}
