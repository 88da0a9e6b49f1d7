/** A badge reader at the USB port is a keyboard that types faster than any hand, and ends with Enter. */
const gap = 80;
const shortest = 4;

/** Tells a badge from keys that a hand presses, whatever has the focus. */
export class KeyBurst {
  readonly #onKey: (key: string) => void;
  readonly #onBadge: (badge: string) => void;
  #keys: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onKey A key that a hand pressed, a moment later. */
  constructor(onKey: (key: string) => void, onBadge: (badge: string) => void) {
    this.#onKey = onKey;
    this.#onBadge = onBadge;
  }

  /** @returns True: it is the end of a badge and must press no button. */
  press(key: string): boolean {
    clearTimeout(this.#timer);
    const isBadge = key === 'Enter' && this.#keys.length >= shortest && this.#keys.every((each) => each.length === 1);
    if (isBadge) {
      const badge = this.#keys.join('');
      this.#keys = [];
      this.#onBadge(badge);
    } else if (key === 'Enter') {
      this.#release();
    } else if (key.length === 1 || key === 'Backspace') {
      this.#keys.push(key);
      this.#timer = setTimeout(() => this.#release(), gap);
    } else if (this.#keys.length > 0) {
      // Shift and its like come between the letters of a badge.
      this.#timer = setTimeout(() => this.#release(), gap);
    }
    return isBadge;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#keys = [];
  }

  #release(): void {
    const keys = this.#keys;
    this.#keys = [];
    for (const key of keys) this.#onKey(key);
  }
}
