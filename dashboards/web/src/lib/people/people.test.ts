import { expect, it } from 'vitest';
import type { Person, Role } from '../contract';
import { whyNotShelve } from './shelving';

const person = (id: string, role: Role, more: Partial<Person> = {}): Person => ({ id, name: id, role, onDuty: false, ...more });

it('Shelving has limits by role, as far as the server tells them', () => {
  const staff = [person('a', 'supervisor', { shelving: { minutes: 60, highest: 'medium' } }), person('b', 'operator', { shelving: null }), person('c', 'shiftLead')];
  expect(whyNotShelve(staff, 'supervisor', 'medium', 60)).toBeNull();
  expect(whyNotShelve(staff, 'supervisor', 'medium', 240)).toBe('time');
  expect(whyNotShelve(staff, 'supervisor', 'high', 15)).toBe('priority');
  expect(whyNotShelve(staff, 'operator', 'low', 15)).toBe('role');
  expect(whyNotShelve(staff, 'shiftLead', 'high', 480)).toBeNull();
  expect(whyNotShelve([], 'facilityHead', 'high', 480)).toBeNull();
});
