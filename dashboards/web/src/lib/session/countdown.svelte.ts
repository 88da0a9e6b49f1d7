/** Seconds until something may be tried again, as they pass. */
export class Countdown {
  /** 0: now. */
  left = $state(0);
  #end = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param seconds As the server says; an odd answer waits a second. */
  start(seconds: number): void {
    this.stop();
    this.#end = performance.now() + Math.max(1, Math.ceil(seconds)) * 1_000;
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.left = 0;
  }

  #tick(): void {
    this.left = Math.max(0, Math.ceil((this.#end - performance.now()) / 1_000));
    if (this.left === 0) this.stop();
  }
}

/** "0:45", "12:05": it has its width before it runs. */
export const formatLeft = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
