import type { Page } from './contract';

/** A list that is read page by page, newest first. */
export class Paged<Entry extends { readonly number: number }> {
  entries = $state.raw<readonly Entry[]>([]);
  next = $state<number | null>(null);
  phase = $state<'reading' | 'read' | 'failed'>('reading');

  readonly #read: (before: number | null) => Promise<Page<Entry>>;
  /** An answer to an older question comes too late to be shown. */
  #question = 0;
  /** What was asked last. */
  #before: number | null = null;

  constructor(read: (before: number | null) => Promise<Page<Entry>>) {
    this.#read = read;
  }

  /** Reads the newest page; what is at hand stays until it is there. */
  async refresh(): Promise<void> {
    await this.#ask(null);
  }

  /** Reads the next, older page; after a failure, the one that failed. */
  async more(): Promise<void> {
    await this.#ask(this.phase === 'failed' ? this.#before : this.next);
  }

  async #ask(before: number | null): Promise<void> {
    const question = ++this.#question;
    this.#before = before;
    this.phase = 'reading';
    try {
      const page = await this.#read(before);
      if (question !== this.#question) return;
      this.entries = before === null ? page.entries : [...this.entries, ...page.entries];
      this.next = page.next;
      this.phase = 'read';
    } catch {
      if (question === this.#question) this.phase = 'failed';
    }
  }
}
