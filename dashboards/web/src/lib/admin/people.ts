import type { ManagedAccount } from '../contract/admin';
import { facilitiesOf } from './grants';

export interface PeopleGroup {
  /** Null: over every facility; undefined: nowhere. */
  readonly facility: string | null | undefined;
  readonly accounts: readonly ManagedAccount[];
}

/** Who can do something over every facility, then facility by facility in the plan's order, then who has no role. Somebody of two facilities stands in both. */
export function byFacility(accounts: readonly ManagedAccount[], facilities: readonly string[]): readonly PeopleGroup[] {
  const others = accounts.flatMap(({ grants }) => facilitiesOf(grants)).filter((one) => one !== null && !facilities.includes(one));
  const places: (string | null)[] = [null, ...facilities, ...new Set(others)];
  const groups: PeopleGroup[] = places.map((facility) => ({ facility, accounts: accounts.filter(({ grants }) => facilitiesOf(grants).includes(facility)).toSorted(byName) }));
  return [...groups, { facility: undefined, accounts: accounts.filter(({ grants }) => grants.length === 0).toSorted(byName) }].filter((group) => group.accounts.length > 0);
}

const byName = (one: ManagedAccount, other: ManagedAccount) => one.displayName.localeCompare(other.displayName, 'id');

export const isLocked = ({ lockedUntil }: ManagedAccount, now: number): boolean => lockedUntil !== null && lockedUntil > now;
