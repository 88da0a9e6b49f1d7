import { expect, it, vi } from 'vitest';

vi.stubGlobal('location', { pathname: '/' });
const { areaPath, parseRoute } = await import('./router.svelte');

it('Each page has its address', () => {
  expect(parseRoute('/')).toEqual({ page: 'overview' });
  expect(parseRoute('/areas/palu/kitchen')).toEqual({ page: 'area', facility: 'palu', area: 'kitchen' });
  expect(parseRoute('/alarms')).toEqual({ page: 'alarms', tab: 'current' });
  expect(parseRoute('/alarms/journal')).toEqual({ page: 'alarms', tab: 'journal' });
  expect(parseRoute(areaPath('palu', 'a b'))).toEqual({ page: 'area', facility: 'palu', area: 'a b' });
});

it('Any other address is an unknown page, also a broken one', () => {
  expect(parseRoute('/areas/palu')).toEqual({ page: 'unknown' });
  expect(parseRoute('/areas/%/kitchen')).toMatchObject({ page: 'area', facility: '%' });
});
