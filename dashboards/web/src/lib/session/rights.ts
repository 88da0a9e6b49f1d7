import type { PlacedRights, Right } from '../contract';
import type { Place } from '../contract/admin';

/** The same rules as the server's, which decides: what isn't said isn't allowed. Every facility is covered only by what holds over every facility. */
export function covers(held: Place, place: Place): boolean {
  return held.facility === null || (held.facility === place.facility && (held.area === null || held.area === place.area));
}

/** @param area Null: over the whole facility. */
export const allows = (places: readonly PlacedRights[], right: Right, facility: string, area: string | null): boolean =>
  places.some((place) => place.rights.includes(right) && covers(place, { facility, area }));

export const allowsAnywhere = (places: readonly PlacedRights[], right: Right): boolean => places.some(({ rights }) => rights.includes(right));

/** Over a whole facility, whichever. */
export const allowsOverFacility = (places: readonly PlacedRights[], right: Right): boolean =>
  places.some(({ area, rights }) => area === null && rights.includes(right));

/** Over every facility, those of tomorrow too. */
export const allowsEverywhere = (places: readonly PlacedRights[], right: Right): boolean =>
  places.some(({ facility, rights }) => facility === null && rights.includes(right));
