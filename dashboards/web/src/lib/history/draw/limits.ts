import { distinctLimits, isHigh } from '../scales';
import type { Pens, Plane, SceneLine } from './scene';

/** With more signals, shaded areas would lie over each other and say nothing. */
const mostShaded = 2;

/** With more signals, words would cover the lines: the list under the chart names the limits. */
const mostNamed = 4;

/** What lies beyond a limit is hatched, the limit itself a dashed line; one that holds only in a phase is dotted and has no area. */
export function drawLimits(plane: Plane, lines: readonly SceneLine[], pens: Pens): void {
  const own = lines.filter(({ compared }) => !compared);
  plane.ctx.save();
  for (const line of own) {
    const colour = pens.line(line.number);
    const limits = distinctLimits(line.limits);
    const always = limits.filter((limit) => limit.always);
    const highs = always.filter(isHigh).map(({ value }) => value);
    const lows = always.filter((limit) => !isHigh(limit)).map(({ value }) => value);
    const shaded = own.length <= mostShaded;
    if (shaded && highs.length > 0) hatch(plane, plane.top, plane.y(Math.min(...highs), line.unit), colour);
    if (shaded && lows.length > 0) hatch(plane, plane.y(Math.max(...lows), line.unit), plane.top + plane.height, colour);
    for (const limit of limits) rule(plane, plane.y(limit.value, line.unit), limit.always, colour);
  }
  plane.ctx.restore();
}

/** Over the lines, each signal's in a column of its own. */
export function nameLimits(plane: Plane, lines: readonly SceneLine[], pens: Pens, format: (value: number) => string, sometimes: string): void {
  const own = lines.filter(({ compared }) => !compared);
  if (own.length > mostNamed) return;
  const { ctx, left, width, top, height, ratio } = plane;
  ctx.save();
  ctx.font = `${12 * ratio}px ${pens.font}`;
  ctx.textAlign = 'left';
  ctx.strokeStyle = pens.surface;
  ctx.lineWidth = 4 * ratio;
  ctx.lineJoin = 'round';
  own.forEach((line, index) => {
    ctx.fillStyle = pens.line(line.number);
    for (const limit of distinctLimits(line.limits)) {
      const y = plane.y(limit.value, line.unit);
      if (y < top || y > top + height) continue;
      const label = `${line.number} ${isHigh(limit) ? '≥' : '≤'} ${format(limit.value)}${limit.always ? '' : ` ${sometimes}`}`;
      const place = [left + 6 * ratio + (index * width) / 4, y + (isHigh(limit) ? -3 : 3) * ratio] as const;
      ctx.textBaseline = isHigh(limit) ? 'bottom' : 'top';
      ctx.strokeText(label, ...place);
      ctx.fillText(label, ...place);
    }
  });
  ctx.restore();
}

function rule({ ctx, left, width, top, height, ratio }: Plane, y: number, always: boolean, colour: string): void {
  if (y < top || y > top + height) return;
  ctx.strokeStyle = colour;
  ctx.globalAlpha = always ? 0.9 : 0.55;
  ctx.lineWidth = (always ? 1.5 : 1) * ratio;
  ctx.setLineDash(always ? [9 * ratio, 5 * ratio] : [2 * ratio, 5 * ratio]);
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
}

/** Slanted lines: a shade alone is too faint for some eyes and screens. */
function hatch({ ctx, left, width, top, height, ratio }: Plane, from: number, to: number, colour: string): void {
  const [upper, lower] = [Math.max(top, from), Math.min(top + height, to)];
  if (lower <= upper) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, upper, width, lower - upper);
  ctx.clip();
  ctx.globalAlpha = 0.08;
  ctx.fillStyle = colour;
  ctx.fillRect(left, upper, width, lower - upper);
  ctx.globalAlpha = 0.16;
  ctx.strokeStyle = colour;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  const depth = lower - upper;
  for (let x = left - depth; x < left + width; x += 12 * ratio) {
    ctx.moveTo(x, lower);
    ctx.lineTo(x + depth, upper);
  }
  ctx.stroke();
  ctx.restore();
}
