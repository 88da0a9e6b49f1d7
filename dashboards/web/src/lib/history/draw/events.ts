import type { AlarmSpan, Mark } from '../events';
import { reachOf, sampleAt } from '../lookup';
import type { Span } from '../span';
import type { Pens, Plane, Scene } from './scene';

/** A bar at the foot of the chart and a faint ground while an alarm was active. */
export function drawSpans(plane: Plane, { spans }: Scene, now: number, pens: Pens): void {
  const { ctx, left, width, top, height, ratio } = plane;
  ctx.save();
  for (const { alarm, from, to } of spans) {
    const [start, end] = [Math.max(left, plane.x(from)), Math.min(left + width, plane.x(to ?? now))];
    if (end < left || start > left + width) continue;
    const wide = Math.max(end - start, 2 * ratio);
    ctx.fillStyle = pens.priority[alarm.priority];
    ctx.globalAlpha = 0.1;
    ctx.fillRect(start, top, wide, height);
    ctx.globalAlpha = 0.9;
    ctx.fillRect(start, top + height - thick[alarm.priority] * ratio, wide, thick[alarm.priority] * ratio);
  }
  ctx.restore();
}

/** What is worse is thicker. */
const thick: Record<AlarmSpan['alarm']['priority'], number> = { high: 8, medium: 6, low: 4 };

const size = 7;

/** Each mark stands on its line; where the line has a gap, at the top. Its form says what it is. */
export function drawMarks(plane: Plane, { lines, marks }: Scene, view: Span, pens: Pens): void {
  const { ctx, left, width, top, ratio } = plane;
  ctx.save();
  ctx.lineWidth = 2 * ratio;
  for (const mark of marks) {
    const x = plane.x(mark.at);
    if (x < left || x > left + width) continue;
    const line = lines.find(({ signal, compared }) => signal === mark.signal && !compared);
    const found = line === undefined ? null : sampleAt(line.line, mark.at, reachOf(view));
    const y = line === undefined || found === null ? top + 12 * ratio : plane.y(found.mid, line.unit);
    drawMark(ctx, mark, x, y, size * ratio, pens);
  }
  ctx.restore();
}

function drawMark(ctx: CanvasRenderingContext2D, { kind, alarm }: Mark, x: number, y: number, r: number, pens: Pens): void {
  const colour = pens.priority[alarm.priority];
  ctx.beginPath();
  outlines[kind](ctx, x, y, r);
  ctx.closePath();
  ctx.fillStyle = kind === 'raised' ? colour : pens.surface;
  ctx.strokeStyle = kind === 'raised' ? pens.surface : kind === 'returned' ? colour : pens.text;
  ctx.fill();
  ctx.stroke();
  if (kind !== 'note') return;
  // Two lines of writing.
  ctx.beginPath();
  for (const line of [-0.3, 0.3]) {
    ctx.moveTo(x - r * 0.5, y + r * line);
    ctx.lineTo(x + r * 0.5, y + r * line);
  }
  ctx.stroke();
}

type Outline = (ctx: CanvasRenderingContext2D, x: number, y: number, r: number) => void;

const polygon = (points: readonly (readonly [number, number])[]): Outline => (ctx, x, y, r) => points.forEach(([dx, dy], index) => (index === 0 ? ctx.moveTo(x + dx * r, y + dy * r) : ctx.lineTo(x + dx * r, y + dy * r)));

/** A triangle up is raised, down is returned, a sheet is a note, a rhomb an action. */
const outlines: Record<Mark['kind'], Outline> = {
  raised: polygon([[0, -1.1], [1.1, 0.9], [-1.1, 0.9]]),
  returned: polygon([[0, 1.1], [1.1, -0.9], [-1.1, -0.9]]),
  note: polygon([[-1, -1], [1, -1], [1, 1], [-1, 1]]),
  action: polygon([[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]),
};
