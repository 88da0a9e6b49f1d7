/** What a key asks of the chart. */
export type ChartAct =
  /** By so many steps of the cursor. */
  | { readonly kind: 'cursor'; readonly steps: number }
  | { readonly kind: 'edge'; readonly end: 'from' | 'to' }
  /** By a share of what is seen. */
  | { readonly kind: 'pan'; readonly share: number }
  /** Below 1: closer. */
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' };

export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const many = 10;

/** Null: the key is the browser's. */
export function actOfKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): ChartAct | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowLeft':
      return shiftKey ? { kind: 'pan', share: -0.25 } : { kind: 'cursor', steps: -1 };
    case 'ArrowRight':
      return shiftKey ? { kind: 'pan', share: 0.25 } : { kind: 'cursor', steps: 1 };
    case 'PageUp':
      return { kind: 'cursor', steps: -many };
    case 'PageDown':
      return { kind: 'cursor', steps: many };
    case 'Home':
      return { kind: 'edge', end: 'from' };
    case 'End':
      return { kind: 'edge', end: 'to' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
    case '_':
      return { kind: 'zoom', factor: 2 };
    case 'Escape':
      return { kind: 'reset' };
    default:
      return null;
  }
}
