/** A point in time on two clocks: the wall clock can be set back, the steady one may stand still while the device sleeps. */
export interface Moment {
  readonly wall: number;
  readonly steady: number;
}

export function present(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

/** Milliseconds between two moments by the clock that saw more: an age is never shown too young because one clock failed. */
export function elapsed(from: Moment, to: Moment): number {
  return Math.max(to.wall - from.wall, to.steady - from.steady);
}
