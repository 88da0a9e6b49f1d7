import type { Alarm } from './alarm';
import type { Priority } from './words';

/** Every kind of entry in the journal, in the order in which a filter offers them. */
export const edgeKinds = [
  'raised',
  'levelChanged',
  'acknowledged',
  'acknowledgedAgain',
  'acknowledgementExpired',
  'reAlarmed',
  'returned',
  'reset',
  'actionRecorded',
  'actionVerified',
  'cleared',
  'shelved',
  'unshelved',
  'suppressed',
  'unsuppressed',
  'takenOutOfService',
  'returnedToService',
  'phaseSet',
] as const;
export type EdgeKind = (typeof edgeKinds)[number];

export interface JournalEntry {
  readonly number: number;
  readonly facility: string;
  readonly area: string;
  readonly kind: EdgeKind;
  readonly at: number;
  readonly recordedAt: number;
  readonly by: string | null;
  /** From where a person did it: an address, or the kiosk that it came through. Null: nobody did, or nobody knows. */
  readonly from?: string | null;
  readonly note: string | null;
  /** As it was after this. */
  readonly alarm: Alarm;
}

/** One page of a list that grows at its beginning. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Give it as `before` for the next, older page; null: there is none. */
  readonly next: number | null;
}

export type Channel = 'email' | 'telegram' | 'webhook';
export type DeliveryOutcome = 'begun' | 'delivered' | 'failed' | 'givenUp';

/** One line of the delivery log: an attempt's beginning or its outcome. */
export interface Delivery {
  readonly number: number;
  readonly facility: string;
  readonly person: string;
  readonly personName: string;
  readonly channel: Channel;
  readonly address: string;
  /** Which step of the escalation, from 0. */
  readonly step: number;
  /** More than one: a flood became one message. */
  readonly alarms: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly worst: Priority;
  /** From 1. */
  readonly attempt: number;
  readonly outcome: DeliveryOutcome;
  readonly at: number;
  readonly answer: string | null;
}
