import { expect, it } from 'vitest';
import type { Person, Role } from '../contract';
import { mayAct, mayShelve, offered, onDutyFirst, whyNotShelve } from './choosing';

const person = (id: string, role: Role, onDuty = false, more: Partial<Person> = {}): Person => ({ id, name: id, role, onDuty, ...more });
const staff = ['d', 'c', 'b', 'a', 'e'].map((id) => person(id, 'operator', id === 'c'));

it('Who is on duty stands first, the others by name', () => {
  expect(onDutyFirst(staff).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd', 'e']);
});

it('Who is on duty and who is chosen is offered at once; with nobody on duty, everybody', () => {
  expect(offered(staff, 'e').map(({ id }) => id)).toEqual(['c', 'e']);
  expect(offered(staff.map((one) => ({ ...one, onDuty: false })), '')).toHaveLength(5);
  expect(offered(staff.slice(0, 3), '')).toHaveLength(3);
});

it('A higher role may do what a lower one may', () => {
  expect(mayAct(person('a', 'facilityHead'), 'supervisor')).toBe(true);
  expect(mayAct(person('a', 'operator'), 'supervisor')).toBe(false);
});

it('Shelving has limits by person, as far as the server tells them', () => {
  const supervisor = person('a', 'supervisor', true, { shelving: { minutes: 60, highest: 'medium' } });
  expect(whyNotShelve(supervisor, 'medium', 60)).toBeNull();
  expect(whyNotShelve(supervisor, 'medium', 240)).toBe('time');
  expect(whyNotShelve(supervisor, 'high', 15)).toBe('priority');
  expect(whyNotShelve(person('b', 'operator', true, { shelving: null }), 'low', 15)).toBe('role');
  expect(whyNotShelve(person('c', 'supervisor'), 'high', 480)).toBeNull();
  expect([supervisor, person('b', 'operator', true, { shelving: null }), person('c', 'operator')].map(mayShelve)).toEqual([true, false, false]);
});
