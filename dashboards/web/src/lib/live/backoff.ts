const delays = [0, 500, 1_000, 2_000];
const longest = 5_000;

/** Milliseconds to wait before the n-th attempt (from 0) to get the line back. It never gives up: a wall tablet has nobody to press "reload". */
export function delayBefore(attempt: number): number {
  return delays[attempt] ?? longest;
}
