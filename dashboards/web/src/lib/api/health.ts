import type { AlarmHealth, HealthProposals } from '../contract/health';
import { get, query } from './http';

export interface HealthQuestion {
  readonly facility: string;
  /** Null: the whole facility. */
  readonly area: string | null;
  readonly from: number;
  readonly to: number;
}

/** A year of journal is read for it. */
const patience = 60_000;

/** Each bad actor's readings are replayed, which takes seconds. */
const proposalPatience = 300_000;

export const readHealth = (question: HealthQuestion) => get<AlarmHealth>(`/api/v1/alarms/health?${query({ ...question })}`, patience);

export const readProposals = (question: HealthQuestion) => get<HealthProposals>(`/api/v1/alarms/health/proposals?${query({ ...question })}`, proposalPatience);
