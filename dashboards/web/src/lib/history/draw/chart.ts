import type uPlot from 'uplot';
import { sampleAt } from '../lookup';
import type { Span } from '../span';
import { drawMarks, drawSpans } from './events';
import { drawLimits, nameLimits } from './limits';
import { drawLine } from './line';
import type { Pens, Plane, Scene, SceneLine } from './scene';

export interface Words {
  readonly limit: (value: number) => string;
  /** Said of a limit that holds only in some phase. */
  readonly sometimes: string;
}

/** Where a time and a value go on a chart's canvas. */
export function planeOf(chart: uPlot, view: Span, ratio: number): Plane {
  const { left, top, width, height } = chart.bbox;
  const scale = width / (view.to - view.from);
  return {
    ctx: chart.ctx,
    left,
    top,
    width,
    height,
    ratio,
    x: (time) => left + (time - view.from) * scale,
    y: (value, unit) => {
      const { min = 0, max = 1 } = chart.scales[unit] ?? {};
      return top + (1 - (value - min) / (max - min)) * height;
    },
  };
}

/** More lines than these are drawn more coarsely while they move. */
const mostFine = 4;

/** From back to front. */
export function drawScene(plane: Plane, scene: Scene, view: Span, now: number, pens: Pens, words: Words, moving: boolean): void {
  const { ctx, left, top, width, height } = plane;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  drawSpans(plane, scene, now, pens);
  drawLimits(plane, scene.lines, pens);
  // What is compared lies behind what it is compared with.
  for (const compared of [true, false]) for (const line of scene.lines) if (line.compared === compared) drawLine(plane, line, view, pens, moving && scene.lines.length > mostFine);
  nameLimits(plane, scene.lines, pens, words.limit, words.sometimes);
  drawMarks(plane, scene, view, pens);
  drawBadges(plane, scene.lines, view, pens);
  ctx.restore();
}

/** The number of each signal on its line, each at another place, so that they don't hide each other. */
function drawBadges(plane: Plane, lines: readonly SceneLine[], view: Span, pens: Pens): void {
  const { ctx, ratio } = plane;
  const length = view.to - view.from;
  lines.forEach(({ line, unit, number, compared }, index) => {
    const time = view.from + (length * (index + 0.7)) / (lines.length + 0.4);
    const found = sampleAt(line, time, 0);
    if (found === null) return;
    drawBadge(ctx, plane.x(Math.min(view.to, Math.max(view.from, time))), plane.y(found.mid, unit), compared ? `${number}′` : String(number), pens.line(number), pens, ratio);
  });
}

function drawBadge(ctx: CanvasRenderingContext2D, x: number, y: number, text: string, colour: string, pens: Pens, ratio: number): void {
  ctx.beginPath();
  ctx.arc(x, y, 9 * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = pens.surface;
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * ratio;
  ctx.stroke();
  ctx.fillStyle = pens.text;
  ctx.font = `700 ${11 * ratio}px ${pens.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y + 0.5 * ratio);
}
