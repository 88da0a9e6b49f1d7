import { readPlan, tryPlan, type TrialResult } from '../api/plan';
import type { PlanFile } from '../contract/plan';

/** The plan that somebody is changing. It outlives the page, so that a look at an alarm costs no work. */
class Workbench {
  inForce = $state.raw<PlanFile | null>(null);
  draft = $state('');
  failed = $state(false);
  days = $state<string | null>('30');
  trying = $state(false);
  result = $state.raw<TrialResult | null>(null);

  #stop: AbortController | null = null;

  /** Reads the plan in force; a draft that somebody has changed stays. */
  async open(): Promise<void> {
    this.failed = false;
    try {
      const untouched = this.inForce === null || this.draft === this.inForce.yaml;
      const file = await readPlan();
      this.inForce = file;
      if (untouched) this.draft = file.yaml;
    } catch {
      this.failed = true;
    }
  }

  restore(): void {
    this.draft = this.inForce?.yaml ?? '';
    this.result = null;
  }

  async try(): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    this.trying = true;
    this.result = null;
    const result = await tryPlan(this.draft, Number(this.days), stop.signal);
    // A later trial has taken over.
    if (this.#stop !== stop) return;
    this.trying = false;
    this.result = result.kind === 'stopped' ? null : result;
  }

  stop(): void {
    this.#stop?.abort();
  }
}

export const workbench = new Workbench();
