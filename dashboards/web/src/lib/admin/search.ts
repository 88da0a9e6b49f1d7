/** Whether every word that was typed occurs somewhere in what is known: small and large letters are alike, and so is an `é` and an `e`. */
export function matches(typed: string, known: readonly string[]): boolean {
  const text = plain(known.join('\n'));
  return plain(typed).split(/\s+/).every((word) => text.includes(word));
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
