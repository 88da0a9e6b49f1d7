/** Digits of a PIN. */
export const pinLength = 6;

export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'back';

/** As a telephone has them: hands know where they are. Null: an empty place. */
export const padKeys: readonly (PadKey | null)[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', null, '0', 'back'];

/** The PIN after a key. A full one takes no more. */
export function press(pin: string, key: PadKey): string {
  if (key === 'back') return pin.slice(0, -1);
  return pin.length < pinLength ? pin + key : pin;
}

export const isFull = (pin: string): boolean => pin.length === pinLength;

/** What a key of a keyboard means on the pad; null: nothing. */
export function padKeyOf(key: string): PadKey | null {
  return key === 'Backspace' ? 'back' : /^\d$/.test(key) ? (key as PadKey) : null;
}
