import { lengthOf, move, pan, zoom, type Span } from './span';

export interface Viewer {
  readonly view: () => Span;
  readonly onview: (view: Span) => void;
}

/** A turn of a mouse wheel is about this far. */
const notch = 120;

/** How much closer a turn of the wheel leads. */
export const wheelFactor = (delta: number): number => Math.pow(1.25, Math.max(-4, Math.min(4, delta / notch)));

interface Finger {
  x: number;
}

/** Two fingers: the times under them stay under them. */
export function pinch(view: Span, width: number, before: readonly [number, number], after: readonly [number, number]): Span {
  const [gapBefore, gapAfter] = [Math.abs(before[1] - before[0]), Math.abs(after[1] - after[0])];
  if (gapBefore < 1 || gapAfter < 1) return view;
  const timeAt = (x: number, span: Span) => span.from + (x / width) * lengthOf(span);
  const middle = (before[0] + before[1]) / 2;
  const zoomed = zoom(view, gapBefore / gapAfter, timeAt(middle, view));
  return pan(zoomed, ((before[0] + before[1] - after[0] - after[1]) / 2) / width);
}

/** Wheel, pinch, and drag with a finger, shift or the middle button. A plain drag of the mouse is left to the brush. */
export function watchGestures(target: HTMLElement, { view, onview }: Viewer): () => void {
  const fingers = new Map<number, Finger>();
  const width = () => Math.max(1, target.clientWidth);
  const place = (event: PointerEvent | WheelEvent) => event.clientX - target.getBoundingClientRect().left;

  function onwheel(event: WheelEvent): void {
    event.preventDefault();
    const span = view();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return onview(move(span, (event.deltaX / width()) * lengthOf(span)));
    onview(zoom(span, wheelFactor(event.deltaY), span.from + (place(event) / width()) * lengthOf(span)));
  }

  function ondown(event: PointerEvent): void {
    const drags = event.pointerType === 'touch' || event.button === 1 || (event.button === 0 && event.shiftKey);
    if (!drags || fingers.size === 2) return;
    if (event.pointerType !== 'touch') event.preventDefault();
    fingers.set(event.pointerId, { x: place(event) });
    target.setPointerCapture(event.pointerId);
  }

  function onmove(event: PointerEvent): void {
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) return;
    const before = [...fingers.values()].map(({ x }) => x);
    finger.x = place(event);
    const after = [...fingers.values()].map(({ x }) => x);
    const [a, b] = [before[0] ?? 0, before[1]];
    if (b === undefined) onview(pan(view(), (a - finger.x) / width()));
    else onview(pinch(view(), width(), [a, b], [after[0] ?? 0, after[1] ?? 0]));
  }

  const onend = (event: PointerEvent) => fingers.delete(event.pointerId);

  const stop = new AbortController();
  const { signal } = stop;
  target.addEventListener('wheel', onwheel, { passive: false, signal });
  target.addEventListener('pointerdown', ondown, { signal });
  target.addEventListener('pointermove', onmove, { signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) target.addEventListener(end, onend, { signal });
  return () => stop.abort();
}
