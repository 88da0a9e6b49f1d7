import type { Texts } from '../id';

export const session: Texts['session'] = {
  account: 'My account',
  manage: 'Manage',
  signOut: 'Sign out',
  admin: { people: 'People', devices: 'Devices', kiosks: 'Kiosks', keys: 'Program keys', audit: 'Audit trail' },
  rightMissing: (right) => `This page is not open to you: it needs the right “${right}”. Ask your head.`,
  right: {
    see: 'see',
    acknowledge: 'take alarms in hand',
    record: 'record actions and phases',
    reset: 'reset alarms',
    shelve: 'silence alarms',
    verify: 'verify actions',
    service: 'take out of service',
    review: 'review and export',
    readAudit: 'read the audit trail',
    manageDevices: 'manage devices',
    managePeople: 'manage people',
    operate: 'look after the system',
  },
};
