import { expect, it, vi } from 'vitest';

vi.stubGlobal('location', { pathname: '/' });
const { adminPath, adminTabs, alarmPath, areaPath, facilityOf, parseRoute, pathOfHash, tabPath, tabs } = await import('./router.svelte');

const alarm = 'palu.kitchen.fryer-1.oil_temp.fire.1795435200000';

it('Each page has its address', () => {
  expect(parseRoute('/')).toEqual({ page: 'overview' });
  expect(parseRoute('/areas/palu/kitchen')).toEqual({ page: 'area', facility: 'palu', area: 'kitchen' });
  expect(parseRoute(areaPath('palu', 'a b'))).toEqual({ page: 'area', facility: 'palu', area: 'a b' });
  expect(parseRoute('/history')).toEqual({ page: 'history' });
  expect(parseRoute('/sign-in')).toEqual({ page: 'signIn' });
  expect(parseRoute('/account')).toEqual({ page: 'account' });
  expect(parseRoute('/welcome/3kq-9')).toEqual({ page: 'welcome', code: '3kq-9' });
  for (const tab of adminTabs) expect(parseRoute(adminPath(tab))).toEqual({ page: 'admin', tab });
  for (const tab of tabs) expect(parseRoute(tabPath(tab))).toEqual({ page: 'alarms', tab });
});

it('A message to a person leads to its alarm', () => {
  expect(parseRoute(pathOfHash(`#/alarms/${alarm}`) ?? '')).toEqual({ page: 'alarm', id: alarm });
  expect(parseRoute(alarmPath(alarm))).toEqual({ page: 'alarm', id: alarm });
  expect(facilityOf(alarm)).toBe('palu');
  expect(pathOfHash('')).toBeNull();
  expect(pathOfHash('#top')).toBeNull();
});

it('Any other address is an unknown page, also a broken one', () => {
  expect(parseRoute('/areas/palu')).toEqual({ page: 'unknown' });
  expect(parseRoute('/alarms/current')).toEqual({ page: 'unknown' });
  expect(parseRoute('/alarms/nonsense')).toEqual({ page: 'unknown' });
  expect(parseRoute('/welcome')).toEqual({ page: 'unknown' });
  expect(parseRoute('/people/ani')).toEqual({ page: 'unknown' });
  expect(parseRoute('/areas/%/kitchen')).toMatchObject({ page: 'area', facility: '%' });
});
