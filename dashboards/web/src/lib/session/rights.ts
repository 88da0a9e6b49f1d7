import type { PlacedRights, Right } from '../contract';

/** The same rules as the server's, which decides: what isn't said isn't allowed. */
export function covers({ facility, area }: PlacedRights, atFacility: string, atArea: string | null): boolean {
  return facility === null || (facility === atFacility && (area === null || area === atArea));
}

/** @param area Null: over the whole facility. */
export const allows = (places: readonly PlacedRights[], right: Right, facility: string, area: string | null): boolean =>
  places.some((place) => place.rights.includes(right) && covers(place, facility, area));

export const allowsAnywhere = (places: readonly PlacedRights[], right: Right): boolean => places.some(({ rights }) => rights.includes(right));

/** Over a whole facility, whichever. */
export const allowsOverFacility = (places: readonly PlacedRights[], right: Right): boolean =>
  places.some(({ area, rights }) => area === null && rights.includes(right));

/** Over every facility, those of tomorrow too. */
export const allowsEverywhere = (places: readonly PlacedRights[], right: Right): boolean =>
  places.some(({ facility, rights }) => facility === null && rights.includes(right));
