import { distinctLimits, isHigh } from '../scales';
import type { Pens, Plane, SceneLine } from './scene';

/** With more signals, shaded areas would lie over each other and say nothing. */
const mostShaded = 2;

/** What lies beyond a limit is hatched, the limit itself a dashed line with its number; one that holds only in a phase is dotted and has no area. */
export function drawLimits(plane: Plane, lines: readonly SceneLine[], pens: Pens, format: (value: number) => string, sometimes: string): void {
  const own = lines.filter(({ compared }) => !compared);
  const { ctx } = plane;
  ctx.save();
  for (const line of own) {
    const limits = distinctLimits(line.limits);
    if (own.length <= mostShaded) {
      const always = limits.filter((limit) => limit.always);
      const highs = always.filter(isHigh).map(({ value }) => value);
      const lows = always.filter((limit) => !isHigh(limit)).map(({ value }) => value);
      if (highs.length > 0) hatch(plane, plane.top, plane.y(Math.min(...highs), line.unit), pens.line(line.number));
      if (lows.length > 0) hatch(plane, plane.y(Math.max(...lows), line.unit), plane.top + plane.height, pens.line(line.number));
    }
    for (const limit of limits) {
      const label = `${line.number} ${isHigh(limit) ? '≥' : '≤'} ${format(limit.value)}${limit.always ? '' : ` ${sometimes}`}`;
      rule(plane, plane.y(limit.value, line.unit), limit.always, label, isHigh(limit), pens, pens.line(line.number));
    }
  }
  ctx.restore();
}

function rule({ ctx, left, width, top, height, ratio }: Plane, y: number, always: boolean, label: string, above: boolean, pens: Pens, colour: string): void {
  if (y < top || y > top + height) return;
  ctx.strokeStyle = colour;
  ctx.globalAlpha = always ? 0.9 : 0.55;
  ctx.lineWidth = (always ? 1.5 : 1) * ratio;
  ctx.setLineDash(always ? [9 * ratio, 5 * ratio] : [2 * ratio, 5 * ratio]);
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.font = `${12 * ratio}px ${pens.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = above ? 'bottom' : 'top';
  ctx.strokeStyle = pens.surface;
  ctx.lineWidth = 3 * ratio;
  const at = y + (above ? -2 : 2) * ratio;
  ctx.strokeText(label, left + 6 * ratio, at);
  ctx.fillStyle = colour;
  ctx.fillText(label, left + 6 * ratio, at);
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
