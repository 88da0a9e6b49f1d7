import { describe, expect, it } from 'vitest';
import type { Device, Grant, ManagedAccount } from '../contract/admin';
import type { PlacedRights } from '../contract/session';
import { byArea, stateOf } from './devices';
import { keyOf, mayGrant, placeOf, placesOf, placesWith, roleRights, rolesToGrant, withGrant } from './grants';
import { byFacility } from './people';
import { matches } from './search';
import { faultOfPem, isShortName } from './secrets';

const held = (role: PlacedRights['role'] & string, facility: string | null = null, area: string | null = null): PlacedRights => ({ role, facility, area, rights: roleRights[role] });
const grant = (role: Grant['role'], facility: string | null = null, area: string | null = null): Grant => ({ role, facility, area });

describe('what may be granted', () => {
  const head = [held('facilityHead', 'palu')];

  it('by the head of a facility is everything up to a head, in that facility and each of its areas', () => {
    const roles = ['operator', 'supervisor', 'shiftLead', 'facilityHead', 'qualityReviewer'];
    expect(rolesToGrant(head, { facility: 'palu', area: null })).toEqual(roles);
    expect(rolesToGrant(head, { facility: 'palu', area: 'kitchen' })).toEqual(roles);
  });

  it('never reaches another facility, or every facility', () => {
    expect(rolesToGrant(head, { facility: 'luwuk', area: null })).toEqual([]);
    expect(rolesToGrant(head, { facility: null, area: null })).toEqual([]);
  });

  it('never has a right or a trust that the giver lacks', () => {
    expect(mayGrant(head, grant('maintainer', 'palu'))).toBe(false);
    expect(mayGrant(head, grant('regionalOffice', 'palu'))).toBe(false);
    expect(mayGrant([...head, held('maintainer', 'palu')], grant('maintainer', 'palu'))).toBe(true);
  });

  it('by the head of an area stops at the area', () => {
    const places = [held('facilityHead', 'palu', 'kitchen')];
    expect(rolesToGrant(places, { facility: 'palu', area: 'kitchen' })).toContain('operator');
    expect(rolesToGrant(places, { facility: 'palu', area: null })).toEqual([]);
    expect(rolesToGrant(places, { facility: 'palu', area: 'workshop' })).toEqual([]);
  });

  it('is nothing for who may not manage people, whatever else they hold', () => {
    expect(rolesToGrant([held('maintainer'), held('shiftLead')], { facility: 'palu', area: null })).toEqual([]);
  });

  it('by the regional office with a maintainer’s role is every role everywhere', () => {
    expect(rolesToGrant([held('regionalOffice'), held('maintainer')], { facility: null, area: null })).toHaveLength(7);
  });
});

describe('grants', () => {
  it('don’t say twice what a wider one says', () => {
    const wide = grant('operator', 'palu');
    expect(withGrant([wide], grant('operator', 'palu', 'kitchen'))).toEqual([wide]);
    expect(withGrant([grant('operator', 'palu', 'kitchen'), grant('operator', 'luwuk')], wide)).toEqual([grant('operator', 'luwuk'), wide]);
    expect(withGrant([wide], grant('supervisor', 'palu', 'kitchen'))).toHaveLength(2);
    expect(withGrant([wide], grant('operator'))).toEqual([grant('operator')]);
  });

  it('have places that can be chosen from a list', () => {
    const places = placesOf([{ id: 'palu', areas: [{ area: 'kitchen' }] }]);
    expect(places.map(keyOf)).toEqual(['*', 'palu', 'palu/kitchen']);
    expect(places.map(keyOf).map(placeOf)).toEqual(places);
    expect(placesWith([held('maintainer', 'palu')], 'manageDevices', places).map(keyOf)).toEqual(['palu', 'palu/kitchen']);
  });
});

describe('people', () => {
  const person = (user: string, ...grants: Grant[]) => ({ user, displayName: user, grants }) as unknown as ManagedAccount;

  it('stand under every place where they can do something, and who has no role stands last', () => {
    const groups = byFacility([person('z'), person('b', grant('operator', 'luwuk'), grant('operator', 'palu', 'kitchen')), person('a', grant('maintainer')), person('c', grant('operator', 'gone'))], ['palu', 'luwuk']);
    expect(groups.map(({ facility, accounts }) => [facility, accounts.map(({ user }) => user).join()])).toEqual([
      [null, 'a'],
      ['palu', 'b'],
      ['luwuk', 'b'],
      ['gone', 'c'],
      [undefined, 'z'],
    ]);
  });

  it('are found by any words of theirs, in any order', () => {
    expect(matches('sari PALU', ['Bu Sarí', 'Kepala · Palu'])).toBe(true);
    expect(matches('  ', ['x'])).toBe(true);
    expect(matches('sari luwuk', ['Bu Sari', 'Palu'])).toBe(false);
  });
});

describe('devices', () => {
  const device = (area: string, name: string, over: Partial<Device> = {}) => ({ facility: 'palu', area, device: name, registered: true, revoked: false, connected: false, ...over }) as Device;

  it('stand by facility and area in the plan’s order', () => {
    const groups = byArea([device('kitchen', 'fryer-1'), device('workshop', 'saw'), device('kitchen', 'fridge')]);
    expect(groups[0]?.areas.map(({ area, devices }) => [area, devices.length])).toEqual([['kitchen', 2], ['workshop', 1]]);
  });

  it('are connected, away, revoked or unknown', () => {
    expect(stateOf(device('k', 'a', { connected: true }))).toBe('connected');
    expect(stateOf(device('k', 'a'))).toBe('away');
    expect(stateOf(device('k', 'a', { revoked: true }))).toBe('revoked');
    expect(stateOf(device('k', 'a', { registered: false }))).toBe('unregistered');
  });
});

describe('what is typed or pasted', () => {
  it('as a short name has no blank and no dot', () => {
    expect(['ani', 'dapur-1', 'bu ani', 'a.b', ''].map(isShortName)).toEqual([true, true, false, false, false]);
  });

  it('as a certificate is never a private key', () => {
    expect(faultOfPem('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')).toBeNull();
    expect(faultOfPem('-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----')).toBe('private');
    expect(faultOfPem('hello')).toBe('missing');
  });
});
