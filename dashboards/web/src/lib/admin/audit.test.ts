import { describe, expect, it, vi, afterEach } from 'vitest';
import { readAudit } from '../api/audit';
import { Paged } from '../paged.svelte';
import { manage } from '../texts/en/manage';
import { auditFilterOf, auditInUse, searchOfAudit, wholeTrail } from './auditFilter';
import { kindGroups, nameOfSubject, nameOfWhat } from './auditWords';
import { differences, diffLines, say, sidesOf } from './difference';

afterEach(() => vi.unstubAllGlobals());

describe('what an act changed', () => {
  it('is told field by field, and what is alike isn’t', () => {
    expect(differences({ displayName: 'Ani', language: 'id', contact: { email: 'a@x' } }, { displayName: 'Bu Ani', language: 'id', contact: { email: 'b@x' } })).toEqual([
      { field: 'displayName', before: 'Ani', after: 'Bu Ani', list: null },
      { field: 'contact.email', before: 'a@x', after: 'b@x', list: null },
    ]);
  });

  it('in a list is what went and what came', () => {
    const [change] = differences({ grants: [{ role: 'operator', facility: 'palu', area: null }, { role: 'verifier' }] }, { grants: [{ role: 'shiftLead', facility: 'palu' }, { role: 'verifier' }] });
    expect(change).toMatchObject({ field: 'grants', list: { gone: ['role: operator, facility: palu'], added: ['role: shiftLead, facility: palu'], kept: 1 } });
  });

  it('is all of it where there was nothing before, or is nothing after', () => {
    expect(differences(null, { facility: 'palu', area: null })).toEqual([
      { field: 'facility', before: undefined, after: 'palu', list: null },
      { field: 'area', before: undefined, after: '–', list: null },
    ]);
    expect(differences({ name: 'x' }, null)).toEqual([{ field: 'name', before: 'x', after: undefined, list: null }]);
    expect(differences(null, null)).toEqual([]);
  });

  it('may be a plain value, or change its kind', () => {
    expect(differences('a', 'b')).toEqual([{ field: '', before: 'a', after: 'b', list: null }]);
    expect(differences({ x: 1 }, [1, true])).toEqual([{ field: '', before: 'x: 1', after: '1; true', list: null }]);
  });

  it('is said in the screen’s own words where it has some, also inside of lists', () => {
    const known = (value: unknown, field: string) => (field === 'rights' && value === 'see' ? 'melihat' : null);
    expect(differences({ rights: ['see', 'record'] }, { rights: ['record'] }, known)[0]?.list?.gone).toEqual(['melihat']);
    expect(differences(null, { key: { rights: ['see'] } }, (value, field) => known(value, field.split('.').at(-1) ?? ''))[0]?.after).toBe('melihat');
  });

  it('reads without quotes and brackets', () => {
    expect([say([]), say(null), say({ a: { b: 1, c: null } }), say('')]).toEqual(['–', '–', 'a: b: 1', '']);
  });
});

describe('a plan’s change', () => {
  it('is shown line by line', () => {
    expect(diffLines(' facilities:\n-  hi: 5\n+  hi: 4\n@@ 40 @@\n')).toEqual([
      { mark: ' ', text: 'facilities:' },
      { mark: '-', text: '  hi: 5' },
      { mark: '+', text: '  hi: 4' },
      { mark: ' ', text: '@@ 40 @@' },
    ]);
  });

  it('is no change where no line came or went', () => {
    expect(diffLines('Bu Ani')).toBeNull();
    expect(diffLines('+62 811\nBu Ani')).toBeNull();
    expect(diffLines(undefined)).toBeNull();
  });
});

describe('the filter of the trail', () => {
  it('stands in the address and comes back from it', () => {
    const filter = { who: 'ani', what: 'device.revoke', subject: 'palu.kitchen.fryer-1', from: 5, to: null };
    expect(auditFilterOf(searchOfAudit(filter))).toEqual(filter);
    expect(searchOfAudit(wholeTrail)).toBe('');
    expect(auditInUse(filter)).toBe(4);
  });

  it('leaves out what it doesn’t understand', () => {
    expect(auditFilterOf('?from=yesterday&to=-1&who=%20ani%20&colour=red')).toEqual({ ...wholeTrail, who: 'ani' });
  });

  it('is asked of the server with the page', async () => {
    const chain = { entries: 2, checkpoint: null, verified: null };
    const answers = [{ entries: [{ number: 9 }], next: 9, chain }, { entries: [{ number: 8 }], next: null, chain }];
    vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(answers.shift()))));
    const list = new Paged((before) => readAudit({ ...wholeTrail, who: 'ani', from: 0 }, before));
    await list.refresh();
    await list.more();
    expect(vi.mocked(fetch).mock.calls.map(([address]) => address)).toEqual(['/api/v1/audit?who=ani&from=0&limit=50', '/api/v1/audit?who=ani&from=0&before=9&limit=50']);
    expect(list.entries.map(({ number }) => number)).toEqual([9, 8]);
    expect(list.next).toBeNull();
  });
});

describe('what somebody did', () => {
  const words = manage.audit;

  it('has a name; what this page doesn’t know stands as the server says it', () => {
    expect(nameOfWhat('device.revoke', words)).toBe('Device revoked');
    expect(nameOfWhat('oven.paint', words)).toBe('oven.paint');
    expect(nameOfWhat('constructor', words)).toBe('constructor');
  });

  it('can be chosen by what it is about, each kind or all of them, and what an address asks for stays choosable', () => {
    expect(kindGroups(words, 'account').map(({ all }) => all)).toEqual(['account', 'session', 'invitation', 'device', 'key', 'kiosk', 'plan']);
    expect(kindGroups(words, 'oven.paint').at(-1)).toEqual({ all: null, name: 'Other', kinds: ['oven.paint'] });
  });

  it('names its subject without saying twice what kind of thing it is', () => {
    expect(nameOfSubject('account.change', 'account/ani')).toBe('ani');
    expect(nameOfSubject('session.open', 'account/ani')).toBe('ani');
    expect(nameOfSubject('device.revoke', 'device/palu/kitchen/fryer-1')).toBe('palu/kitchen/fryer-1');
    expect(nameOfSubject('kiosk.refused', 'account/ani')).toBe('account/ani');
    expect(nameOfSubject('plan.change', 'plan')).toBe('plan');
  });

  it('may say both sides in its personal part', () => {
    expect(sidesOf({ before: { displayName: 'a' }, after: { displayName: 'b' } })).toEqual({ before: { displayName: 'a' }, after: { displayName: 'b' } });
    expect(sidesOf({ after: 'b' })).toEqual({ before: null, after: { after: 'b' } });
    expect(sidesOf(null)).toEqual({ before: null, after: null });
  });
});
