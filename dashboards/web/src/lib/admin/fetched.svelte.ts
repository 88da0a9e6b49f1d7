/** A list that is read as a whole, and again after each change. */
export class Fetched<T> {
  /** Null: never read. */
  value = $state.raw<T | null>(null);
  /** The last answer didn't come; what is at hand stays. */
  failed = $state(false);

  readonly #read: () => Promise<T>;
  /** An answer to an older question comes too late to be shown. */
  #question = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  async refresh(): Promise<void> {
    const question = ++this.#question;
    try {
      const value = await this.#read();
      if (question !== this.#question) return;
      this.value = value;
      this.failed = false;
    } catch {
      if (question === this.#question) this.failed = true;
    }
  }
}

/** Asks at once, and then again and again as long as somebody can see the page. @returns Ends it. */
export function whileVisible(action: () => Promise<void>, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const turn = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    await action();
    // The next time counts from the answer: a slow server isn't asked twice at once.
    if (!ended) {
      clearTimeout(timer);
      timer = setTimeout(() => void turn(), milliseconds);
    }
  };
  const wake = () => void turn();
  document.addEventListener('visibilitychange', wake);
  void turn();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
