import { untrack } from 'svelte';
import { Refused } from '../api/http';

export type Read<Question, Answer> = (question: Question, stop: AbortSignal) => Promise<Answer>;

/** So long a question waits for a newer one. */
const settle = 180;

/** Asks the newest question only: an older one is stopped, and its answer stays on screen until the new one has come. */
export class Loader<Question, Answer> {
  answer = $state.raw<Answer | null>(null);
  phase = $state<'idle' | 'reading' | 'read' | 'failed'>('idle');
  /** What the server said, in English; empty: it wasn't reached. */
  problem = $state('');

  readonly #read: Read<Question, Answer>;
  #asked: Question | null = null;
  #key = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | undefined;

  constructor(read: Read<Question, Answer>) {
    this.#read = read;
  }

  /** @param question Null: nothing is wanted, and nothing is shown. */
  ask(question: Question | null): void {
    const key = JSON.stringify(question);
    if (key === this.#key) return;
    this.close();
    this.#key = key;
    this.#asked = question;
    if (question === null) {
      this.answer = null;
      this.phase = 'idle';
      return;
    }
    // The first one waits for nothing.
    const wait = untrack(() => this.answer) === null ? 0 : settle;
    this.phase = 'reading';
    this.#timer = setTimeout(() => void this.#go(question), wait);
  }

  retry(): void {
    if (this.#asked === null) return;
    this.close();
    this.phase = 'reading';
    void this.#go(this.#asked);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stop?.abort();
  }

  async #go(question: Question): Promise<void> {
    const stop = (this.#stop = new AbortController());
    try {
      const answer = await this.#read(question, stop.signal);
      if (stop.signal.aborted) return;
      this.answer = answer;
      this.phase = 'read';
    } catch (failure) {
      if (stop.signal.aborted) return;
      this.problem = failure instanceof Refused ? explain(failure) : '';
      this.phase = 'failed';
    }
  }
}

function explain({ status, problem }: Refused): string {
  const fields = Object.values(problem.errors ?? {}).flat();
  return fields.length > 0 ? fields.join(' ') : (problem.detail ?? problem.title ?? String(status));
}
