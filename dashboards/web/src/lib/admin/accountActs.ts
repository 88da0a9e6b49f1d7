import type { ManagedAccount } from '../contract/admin';
import { isLocked } from './people';

/** What can be done to an account, from the most common to what can't be taken back. */
export type AccountAct = 'change' | 'link' | 'unlock' | 'badge' | 'sessions' | 'disable' | 'enable' | 'erase';

/** @param own The caller's own account: nobody shuts themselves out, or makes another way in for themselves. */
export function actsFor(account: ManagedAccount, now: number, own: boolean): readonly AccountAct[] {
  const acts: readonly (AccountAct | false)[] = [
    'change',
    !account.disabled && !own && 'link',
    isLocked(account, now) && 'unlock',
    (!own || account.badge) && 'badge',
    account.lastSeenAt !== null && !account.disabled && !own && 'sessions',
    !own && (account.disabled ? 'enable' : 'disable'),
    !own && 'erase',
  ];
  return acts.filter((act) => act !== false);
}
