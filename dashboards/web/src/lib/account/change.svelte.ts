import { Refused, whyOf } from '../api/http';
import { Countdown } from '../session/countdown.svelte';

export type ChangeProblem =
  | { readonly kind: 'wrong' | 'codeWrong' | 'locked' | 'unreachable' }
  /** What this page itself found missing. */
  | { readonly kind: 'missing'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string; readonly fields: readonly string[] };

/** One thing that somebody changes, from the press of the button to what the server said. */
export class Change {
  sending = $state(false);
  done = $state(false);
  problem = $state.raw<ChangeProblem | null>(null);
  readonly locked = new Countdown();

  /** @param missing What isn't filled in yet; empty: nothing. @returns Whether it was done. */
  async run(missing: string, work: () => Promise<unknown>): Promise<boolean> {
    if (this.sending || this.locked.left > 0) return false;
    this.done = false;
    this.problem = missing === '' ? null : { kind: 'missing', text: missing };
    if (missing !== '') return false;
    this.sending = true;
    try {
      await work();
      this.done = true;
    } catch (failure) {
      this.problem = this.#explain(failure);
    } finally {
      this.sending = false;
    }
    return this.done;
  }

  #explain(failure: unknown): ChangeProblem {
    if (!(failure instanceof Refused)) return { kind: 'unreachable' };
    const { status, problem } = failure;
    if (status === 429) {
      this.locked.start(problem.retryAfter ?? 0);
      return { kind: 'locked' };
    }
    if (problem.reason === 'wrong' || problem.reason === 'codeWrong') return { kind: problem.reason };
    return { kind: 'refused', why: whyOf(failure), fields: Object.keys(problem.errors ?? {}) };
  }
}
