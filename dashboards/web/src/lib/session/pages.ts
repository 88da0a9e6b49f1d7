import type { Right } from '../contract';
import { adminPath, adminTabs, tabs, type AdminTab, type Tab } from '../router.svelte';
import { session } from './session.svelte';

/** What one needs somewhere for each page of who looks after the system. The list of devices is open to whoever sees their area. */
export const adminRight: Readonly<Record<AdminTab, Right>> = {
  people: 'managePeople',
  devices: 'see',
  kiosks: 'manageDevices',
  keys: 'managePeople',
  audit: 'readAudit',
};

/** What makes a page worth offering. */
const offeredFor: Readonly<Record<AdminTab, Right>> = { ...adminRight, devices: 'manageDevices' };

export const adminPages = (): readonly { readonly tab: AdminTab; readonly path: string }[] =>
  adminTabs.filter((tab) => session.mayAnywhere(offeredFor[tab])).map((tab) => ({ tab, path: adminPath(tab) }));

export const tabRight: Readonly<Record<Tab, Right>> = { current: 'see', journal: 'see', deliveries: 'review', health: 'review', plan: 'review' };

/** A delivery tells of any area of its facility: it takes the right over all of it. */
export const mayOpen = (tab: Tab): boolean => (tab === 'deliveries' ? session.mayOverFacility(tabRight[tab]) : session.mayAnywhere(tabRight[tab]));

export const alarmTabs = (): readonly Tab[] => tabs.filter(mayOpen);
