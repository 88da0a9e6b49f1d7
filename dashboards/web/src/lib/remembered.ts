/** Small settings that this browser keeps. A browser that refuses storage (private mode) only forgets. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`monitoring.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`monitoring.${key}`, value);
  } catch {
    // Nothing to mend: the choice holds until the page is closed.
  }
}
