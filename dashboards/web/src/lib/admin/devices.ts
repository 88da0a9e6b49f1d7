import type { Device } from '../contract/admin';

export type DeviceState = 'connected' | 'away' | 'revoked' | 'unregistered';

/** Where devices without a name are let in (a demonstration), one that isn't registered may be connected all the same. */
export const stateOf = ({ registered, revoked, connected }: Device): DeviceState =>
  connected ? 'connected' : registered && !revoked ? 'away' : revoked ? 'revoked' : 'unregistered';

/** It has something that can be taken from it. */
export const isRegistered = ({ registered, revoked }: Device): boolean => registered && !revoked;

export interface DeviceGroup {
  readonly facility: string;
  readonly areas: readonly { readonly area: string; readonly devices: readonly Device[] }[];
}

/** In the order in which the plan says facilities, areas and equipment. */
export function byArea(devices: readonly Device[]): readonly DeviceGroup[] {
  return groupBy(devices, ({ facility }) => facility).map(([facility, own]) => ({
    facility,
    areas: groupBy(own, ({ area }) => area).map(([area, inside]) => ({ area, devices: inside })),
  }));
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [key: string, own: readonly T[]])[] {
  return [...new Set(all.map(keyOf))].map((key) => [key, all.filter((one) => keyOf(one) === key)]);
}
