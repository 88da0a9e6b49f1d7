import { decimate, type Drawn } from '../decimate';
import { lengthOf, type Span } from '../span';
import type { Pens, Plane, SceneLine } from './scene';

/** Fewer than one point in so many pixels: each is shown as a dot. */
const sparse = 12;

/** Pixels a point while a hand moves many lines: half the work, and nobody reads off what moves. */
const coarse = 2;

/**
 * The envelope from lowest to highest, the mean as a line in it; a gap stays a gap, and a lonely point is a dot.
 * @param moving It is drawn again in a moment: coarser points and thin lines, which a screen without a graphics card draws several times faster.
 */
export function drawLine(plane: Plane, { line, unit, number, compared }: SceneLine, view: Span, pens: Pens, moving = false): void {
  const { ctx, ratio } = plane;
  const drawn = decimate(line, view, Math.max(1, Math.round(plane.width / ratio / (moving ? coarse : 1))));
  if (drawn.size === 0) return;
  const y = scaleOf(plane, unit);
  const colour = pens.line(number);
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour;
  // Round joins of a thousand points cost more than the lines, and nobody sees them.
  ctx.lineJoin = 'bevel';
  if (!compared && unit !== 'state') drawEnvelope(plane, drawn, y);
  ctx.lineWidth = moving ? 1 : (compared ? 1.5 : 2) * ratio;
  if (compared) ctx.setLineDash([7 * ratio, 5 * ratio]);
  drawMean(plane, drawn, y, unit === 'state');
  ctx.setLineDash([]);
  drawDots(plane, drawn, y, (plane.width / drawn.size / ratio > sparse ? 2.5 : 0) * ratio, view);
  ctx.restore();
}

/** Without a look-up a point: there are thousands. */
function scaleOf(plane: Plane, unit: string): (value: number) => number {
  const origin = plane.y(0, unit);
  const slope = plane.y(1, unit) - origin;
  return (value) => origin + slope * value;
}

function drawEnvelope({ ctx, x }: Plane, { size, times, low, high, breaks }: Drawn, y: (value: number) => number): void {
  ctx.globalAlpha = 0.22;
  ctx.beginPath();
  for (let start = 0; start < size; ) {
    let end = start + 1;
    let wide = (high[start] as number) > (low[start] as number);
    while (end < size && breaks[end] === 0) {
      wide ||= (high[end] as number) > (low[end] as number);
      end++;
    }
    if (wide && end - start > 1) {
      ctx.moveTo(x(times[start] as number), y(high[start] as number));
      for (let index = start + 1; index < end; index++) ctx.lineTo(x(times[index] as number), y(high[index] as number));
      for (let index = end - 1; index >= start; index--) ctx.lineTo(x(times[index] as number), y(low[index] as number));
      ctx.closePath();
    }
    start = end;
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** @param stepped A state holds until it changes. */
function drawMean({ ctx, x }: Plane, { size, times, mid, breaks }: Drawn, y: (value: number) => number, stepped: boolean): void {
  ctx.beginPath();
  for (let index = 0; index < size; index++) {
    const [at, height] = [x(times[index] as number), y(mid[index] as number)];
    if (index === 0 || breaks[index] === 1) {
      ctx.moveTo(at, height);
      continue;
    }
    if (stepped) ctx.lineTo(at, y(mid[index - 1] as number));
    ctx.lineTo(at, height);
  }
  ctx.stroke();
}

function drawDots({ ctx, x, ratio }: Plane, { size, times, low, mid, high, breaks }: Drawn, y: (value: number) => number, radius: number, view: Span): void {
  const outside = lengthOf(view) * 0.01;
  for (let index = 0; index < size; index++) {
    const lonely = (index === 0 || breaks[index] === 1) && (index === size - 1 || breaks[index + 1] === 1);
    const time = times[index] as number;
    if ((!lonely && radius === 0) || time < view.from - outside || time > view.to + outside) continue;
    if (lonely) {
      // Its envelope has no width that could be filled.
      ctx.beginPath();
      ctx.moveTo(x(time), y(low[index] as number));
      ctx.lineTo(x(time), y(high[index] as number));
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(x(time), y(mid[index] as number), Math.max(radius, lonely ? 2.5 * ratio : 0), 0, 2 * Math.PI);
    ctx.fill();
  }
}
