import { expect, it } from 'vitest';
import type { PlacedRights, Right } from '../contract';
import { roleAt, rolesOf } from './places';
import { allows, allowsAnywhere, allowsEverywhere, allowsOverFacility } from './rights';

const at = (facility: string | null, area: string | null, rights: readonly Right[], role: PlacedRights['role'] = 'operator'): PlacedRights => ({ facility, area, rights, role });

it('A right in an area holds there and nowhere else', () => {
  const places = [at('palu', 'kitchen', ['see', 'acknowledge'])];
  expect(allows(places, 'acknowledge', 'palu', 'kitchen')).toBe(true);
  expect(allows(places, 'acknowledge', 'palu', 'workshop')).toBe(false);
  expect(allows(places, 'acknowledge', 'palu', null)).toBe(false);
  expect(allows(places, 'acknowledge', 'poso', 'kitchen')).toBe(false);
  expect(allows(places, 'reset', 'palu', 'kitchen')).toBe(false);
});

it('A right over a facility holds in each of its areas, and one over everything everywhere', () => {
  expect(allows([at('palu', null, ['service'])], 'service', 'palu', 'kitchen')).toBe(true);
  expect(allows([at('palu', null, ['service'])], 'service', 'palu', null)).toBe(true);
  expect(allows([at(null, null, ['service'])], 'service', 'poso', null)).toBe(true);
  expect(allowsOverFacility([at('palu', null, ['review'])], 'review')).toBe(true);
  expect(allowsOverFacility([at('palu', 'kitchen', ['review'])], 'review')).toBe(false);
  expect(allowsEverywhere([at('palu', null, ['service'])], 'service')).toBe(false);
  expect(allowsEverywhere([at(null, null, ['service'])], 'service')).toBe(true);
  expect(allowsAnywhere([at('palu', 'kitchen', ['see'])], 'see')).toBe(true);
});

it('Nobody without a place may do anything', () => {
  expect(allows([], 'see', 'palu', 'kitchen') || allowsAnywhere([], 'see') || allowsEverywhere([], 'see')).toBe(false);
});

it('An act is done in the most trusted of the roles that bring its right', () => {
  const places = [at('palu', 'kitchen', ['shelve'], 'supervisor'), at('palu', null, ['shelve'], 'shiftLead'), at(null, null, ['service'], 'maintainer'), at(null, null, ['shelve'], null)];
  expect(roleAt(places, 'shelve', 'palu', 'kitchen')).toBe('shiftLead');
  expect(roleAt(places, 'service', 'palu', 'kitchen')).toBe('maintainer');
  expect(roleAt(places, 'shelve', 'poso', 'kitchen')).toBeNull();
  expect(rolesOf(places).map(({ role }) => role)).toEqual(['supervisor', 'shiftLead', 'maintainer']);
});
