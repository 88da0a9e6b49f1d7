import type { PlacedRights, Right, Role } from '../contract';
import { covers } from './rights';

/** From least trust to most: by the most trusted one at a place shelving is limited there. */
const trust: readonly Role[] = ['operator', 'qualityReviewer', 'maintainer', 'supervisor', 'shiftLead', 'facilityHead', 'regionalOffice'];

/** The role with the most trust at an area of those that bring a right there: an act is done in it. Null: none does. */
export function roleAt(places: readonly PlacedRights[], right: Right, facility: string, area: string): Role | null {
  const held = places.filter((place) => place.rights.includes(right) && covers(place, facility, area)).flatMap(({ role }) => (role === null ? [] : [role]));
  return held.sort((a, b) => trust.indexOf(b) - trust.indexOf(a))[0] ?? null;
}

/** The places at which somebody has a role. */
export const rolesOf = (places: readonly PlacedRights[]): readonly (PlacedRights & { readonly role: Role })[] =>
  places.filter((place): place is PlacedRights & { readonly role: Role } => place.role !== null);
