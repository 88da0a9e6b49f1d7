import { audit } from './manage/audit';
import { devices } from './manage/devices';
import { people } from './manage/people';
import { keys, kiosks } from './manage/programs';
import type { ManageTexts } from '../id/manage';

export const manage: ManageTexts = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'It cannot be copied: select the text and copy it yourself.',
  copyOf: (what) => `Copy ${what}`,
  understood: 'I have kept it',
  notDone: 'Not stored yet.',
  notAllowed: 'You may not do this.',
  gone: 'It no longer exists. Reload this page.',
  why: 'Why (optional)',

  people,
  keys,
  kiosks,
  devices,
  audit,
};
