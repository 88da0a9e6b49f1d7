const samples = 20;

/**
 * How far the server's clock is ahead of this browser's. A frame that was delayed makes the server look early, and so every value too young:
 * the least delayed of the latest frames decides. The window is short, so that a browser clock that is set right is noticed.
 */
export class ServerClock {
  #offsets: number[] = [];

  observe(serverTime: number, browserTime: number): void {
    this.#offsets.push(serverTime - browserTime);
    if (this.#offsets.length > samples) this.#offsets.shift();
  }

  /** Milliseconds to add to the browser's clock; 0 until a frame has come. */
  get offset(): number {
    return this.#offsets.length === 0 ? 0 : Math.max(...this.#offsets);
  }
}
