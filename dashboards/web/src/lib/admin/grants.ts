import type { Grant, Place } from '../contract/admin';
import type { PlacedRights, Right } from '../contract/session';
import { roles, type Role } from '../contract/words';
import { trust } from '../session/places';
import { covers } from '../session/rights';

/**
 * What each role may do where it is granted: the same table as the server's `RoleRights`. It decides only what is offered;
 * whether a grant is right is for the server to say.
 */
const operator: readonly Right[] = ['see', 'acknowledge', 'record'];
const supervisor: readonly Right[] = [...operator, 'reset', 'shelve', 'verify'];
const shiftLead: readonly Right[] = [...supervisor, 'service', 'review'];
const head: readonly Right[] = [...shiftLead, 'readAudit', 'managePeople', 'manageDevices'];

export const roleRights: Readonly<Record<Role, readonly Right[]>> = {
  operator,
  supervisor,
  shiftLead,
  facilityHead: head,
  regionalOffice: head,
  maintainer: ['see', 'service', 'review', 'readAudit', 'manageDevices', 'operate'],
  qualityReviewer: ['see', 'review', 'verify', 'readAudit'],
};

/** Everything that is held over the whole of a place. */
export function rightsOver(places: readonly PlacedRights[], place: Place): ReadonlySet<Right> {
  return new Set(places.filter((held) => covers(held, place)).flatMap(({ rights }) => rights));
}

/** Nobody grants what they don't hold, or over more than they hold it; of two roles with the same rights, the more trusted isn't the other's to give. */
export function mayGrant(places: readonly PlacedRights[], { role, facility, area }: Grant): boolean {
  const held = rightsOver(places, { facility, area });
  const most = Math.max(-1, ...places.filter((one) => one.role !== null && covers(one, { facility, area })).map((one) => trust[one.role as Role]));
  return held.has('managePeople') && trust[role] <= most && roleRights[role].every((right) => held.has(right));
}

export const rolesToGrant = (places: readonly PlacedRights[], place: Place): readonly Role[] => roles.filter((role) => mayGrant(places, { ...place, role }));

/** A place's name in a list of choices, and back: `*`, `palu`, `palu/kitchen`. */
export const keyOf = ({ facility, area }: Place): string => (facility === null ? '*' : area === null ? facility : `${facility}/${area}`);

export function placeOf(key: string): Place {
  const [facility = null, area = null] = key === '*' ? [] : key.split('/');
  return { facility, area };
}

/** Every place of the plan, from the widest to the narrowest. */
export function placesOf(facilities: readonly { readonly id: string; readonly areas: readonly { readonly area: string }[] }[]): readonly Place[] {
  const inside = facilities.flatMap(({ id, areas }) => [{ facility: id, area: null }, ...areas.map(({ area }) => ({ facility: id, area }))]);
  return [{ facility: null, area: null }, ...inside];
}

export const placesWith = (places: readonly PlacedRights[], right: Right, all: readonly Place[]): readonly Place[] => all.filter((place) => rightsOver(places, place).has(right));

export const sameGrant = (one: Grant, other: Grant): boolean => one.role === other.role && one.facility === other.facility && one.area === other.area;

/** Adds a grant unless it is there; what it makes needless (the same role at a part of the place) goes. */
export function withGrant(grants: readonly Grant[], added: Grant): readonly Grant[] {
  if (grants.some((one) => one.role === added.role && covers(one, added))) return grants;
  return [...grants.filter((one) => one.role !== added.role || !covers(added, one)), added];
}

/** The facilities that somebody belongs to; null among them: every one. */
export function facilitiesOf(grants: readonly Grant[]): readonly (string | null)[] {
  return [...new Set(grants.map(({ facility }) => facility))];
}
