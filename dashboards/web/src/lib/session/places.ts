import type { PlacedRights, Right, Role } from '../contract';
import { covers } from './rights';

/** By how much a role may be trusted with silence: by the most trusted one at a place shelving is limited there. */
export const trust: Readonly<Record<Role, number>> = { operator: 0, qualityReviewer: 1, maintainer: 2, supervisor: 3, shiftLead: 4, facilityHead: 5, regionalOffice: 6 };

/** The role with the most trust at an area of those that bring a right there: an act is done in it. Null: none does. */
export function roleAt(places: readonly PlacedRights[], right: Right, facility: string, area: string): Role | null {
  const held = places.filter((place) => place.rights.includes(right) && covers(place, { facility, area })).flatMap(({ role }) => (role === null ? [] : [role]));
  return held.sort((a, b) => trust[b] - trust[a])[0] ?? null;
}

export const rolesOf = (places: readonly PlacedRights[]): readonly (PlacedRights & { readonly role: Role })[] =>
  places.filter((place): place is PlacedRights & { readonly role: Role } => place.role !== null);
