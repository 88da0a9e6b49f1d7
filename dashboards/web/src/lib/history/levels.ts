import type { Line } from './line';

/** So many points become one on the next level. */
const factor = 8;

const coarser = new WeakMap<Line, Line>();

/**
 * The coarsest level of a line on which what is seen still has `most` points. Each level keeps lowest, highest, mean and every gap.
 * @param seen Points of the line itself that are seen.
 */
export function levelOf(line: Line, seen: number, most: number): Line {
  let level = line;
  for (let points = seen; points / factor > most; points /= factor) level = coarserOf(level);
  return level;
}

/** Worked out once, on the first look from afar. */
function coarserOf(line: Line): Line {
  let made = coarser.get(line);
  if (made === undefined) coarser.set(line, (made = thin(line)));
  return made;
}

function thin({ times, low, mid, high, counts, breaks, width }: Line): Line {
  const size = times.length;
  const starts: number[] = [];
  // No block reaches over a gap: however long the gap is, its place stays known.
  for (let index = 0, inBlock = factor; index < size; index++, inBlock++) {
    if (inBlock >= factor || breaks[index] === 1) {
      starts.push(index);
      inBlock = 0;
    }
  }
  const made = { times: new Float64Array(starts.length), low: new Float64Array(starts.length), mid: new Float64Array(starts.length), high: new Float64Array(starts.length), counts: new Uint32Array(starts.length), breaks: new Uint8Array(starts.length) };
  starts.forEach((start, block) => {
    const end = starts[block + 1] ?? size;
    let [lowest, highest, sum, weight, count] = [Infinity, -Infinity, 0, 0, 0];
    for (let index = start; index < end; index++) {
      const share = Math.max(1, counts[index] as number);
      if ((low[index] as number) < lowest) lowest = low[index] as number;
      if ((high[index] as number) > highest) highest = high[index] as number;
      sum += (mid[index] as number) * share;
      weight += share;
      count += counts[index] as number;
    }
    made.times[block] = times[start] as number;
    made.low[block] = lowest;
    made.high[block] = highest;
    made.mid[block] = sum / weight;
    made.counts[block] = count;
    made.breaks[block] = breaks[start] as number;
  });
  return { ...made, width };
}
