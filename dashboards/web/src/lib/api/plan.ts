import type { PlanFault, PlanFile, PlanTrial } from '../contract/plan';
import { change, get, query, read, Refused } from './http';

export const readPlan = () => get<PlanFile>('/api/v1/plan');

export type TrialResult =
  | { readonly kind: 'tried'; readonly trial: PlanTrial }
  | { readonly kind: 'faulty'; readonly faults: readonly PlanFault[] }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'failed'; readonly why: string }
  /** Whoever asked has stopped it. */
  | { readonly kind: 'stopped' };

/** Replays the stored readings against a plan; it takes as long as it takes, and nothing is saved. */
export async function tryPlan(yaml: string, days: number, stop: AbortSignal): Promise<TrialResult> {
  try {
    const response = await change(`/api/v1/plan/try?${query({ days })}`, { method: 'POST', headers: { 'Content-Type': 'text/yaml' }, body: yaml, signal: stop });
    return { kind: 'tried', trial: await read<PlanTrial>(response) };
  } catch (failure) {
    return stop.aborted ? { kind: 'stopped' } : explain(failure);
  }
}

function explain(failure: unknown): TrialResult {
  if (!(failure instanceof Refused)) return { kind: 'failed', why: '' };
  const { faults } = failure.problem as { readonly faults?: readonly PlanFault[] };
  if (faults !== undefined) return { kind: 'faulty', faults };
  return failure.status === 413 ? { kind: 'tooLarge' } : { kind: 'failed', why: failure.problem.detail ?? failure.problem.title ?? String(failure.status) };
}
