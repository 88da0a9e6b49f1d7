import { acts } from './en/acts';
import { alarm } from './en/alarm';
import { health } from './en/health';
import { history } from './en/history';
import { plan } from './en/plan';
import { deliveries, journal, story } from './en/records';
import { session } from './en/session';
import type { Texts } from './id';

export const en: Texts = {
  product: 'Monitoring',
  overview: 'Overview',
  alarms: 'Alarms',
  otherLanguage: 'Bahasa Indonesia',
  menu: 'Main menu',
  loading: 'Loading…',
  unknownPage: 'There is no such page.',
  unknownArea: 'This area is not in the plan, or the server has not answered yet.',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  pageFailed: 'This page cannot be loaded.',
  reload: 'Reload',

  recordsBehind: 'The record book cannot be written: alarms are shown but not stored yet. Tell the technician.',
  lineLost: (time) => `Connection lost since ${time}. Every value on this screen is OLD: check on the spot.`,
  lineConnecting: 'Connecting to the server…',

  line: {
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: 'Reconnecting',
    lost: (time) => `Lost since ${time}`,
  },

  sound: {
    on: 'Sound on',
    muted: 'Sound off',
    blocked: 'Tap for sound',
  },

  claim: {
    good: 'Good',
    uncertain: 'Uncertain',
    stale: 'Stale',
    bad: 'Bad',
    noData: 'No data',
    old: 'OLD',
  },
  claimHint: {
    good: 'The newest value, and it can be trusted.',
    uncertain: 'The device measures but doubts its own value.',
    stale: 'The device no longer sends: this value is past its time.',
    bad: 'The device cannot measure: do not trust this value.',
    noData: 'There has never been a value.',
    old: 'The line to the server is lost: this value may not be true now.',
  },

  state: { open: 'Open', closed: 'Closed', inOil: 'In oil', out: 'Out', on: 'On', off: 'Off', works: 'Works', fails: 'Fails' },
  count: '×',

  age: {
    seconds: (n) => `${n} s ago`,
    minutes: (n) => `${n} min ago`,
    hours: (n) => `${n} h ago`,
    days: (n) => `${n} d ago`,
  },
  span: {
    seconds: (n) => `${n} s`,
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} d`,
  },

  area: {
    safe: 'All safe',
    alarm: (n) => (n === 1 ? '1 alarm' : `${n} alarms`),
    unacknowledged: 'Normal again, not acknowledged',
    doubtful: 'Needs a check',
    silent: 'Not reporting',
    silenced: 'Something is silenced',
    old: 'Old state',
    notAcknowledged: (n) => `${n} not acknowledged`,
    trusted: (n, all) => `${n} of ${all} signals can be trusted`,
    lastReport: (age) => `Last report ${age}`,
    neverReported: 'Has never reported',
    silentCount: (n) => (n === 1 ? '1 alarm silenced' : `${n} alarms silenced`),
    outOfService: (n) => `${n} out of service`,
    phase: 'This area',
  },

  system: {
    fine: 'Every channel works',
    unused: 'not used yet',
    hint: 'How this system tells people',
  },

  phase: {
    unknown: 'Not known',
    heating: 'Heating',
    idle: 'Idle',
    frying: 'Frying',
    cooling: 'Cooling',
    open: 'Open',
    closed: 'Closed',
    since: (time) => `since ${time}`,
    setBy: (name, time) => `set by ${name} until ${time}`,
  },

  mark: {
    blind: 'Not watched',
    blindHint: 'This rule cannot be evaluated now: a value that it waits for cannot be trusted.',
    inapplicable: 'not in force now',
    inapplicableHint: (when) => `Not in force now: ${when}.`,
    rules: 'Rules',
    rule: (name) => `Rule ${name}`,
  },

  priority: { high: 'High', medium: 'Medium', low: 'Low' },
  limits: 'Limits',
  below: (limit) => `below ${limit}`,
  above: (limit) => `above ${limit}`,
  onlyWhile: 'only while operating',
  onlyWhileIn: (what) => `only while ${what}`,

  alarm,
  acts,
  journal,
  story,
  deliveries,
  health,
  history,
  plan,
  session,

  trend: {
    title: 'The last hour',
    empty: 'No readings in the last hour.',
    failed: 'The history cannot be read.',
    summary: (low, high) => `Lowest ${low}, highest ${high}`,
    bad: (n) => `${n} bad readings`,
    measuredAt: (time) => `Measured ${time}`,
    open: (name) => `Show the history of ${name}`,
  },
};
