/** Scanners need this many light modules around the code (ISO/IEC 18004). */
export const quiet = 4;

/** One path of a QR code's dark modules, each a unit wide, with its quiet zone. @param rows `1` is dark. */
export function qrPath(rows: readonly string[]): string {
  return rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`)).join('');
}

/** The code alone: whoever made the rows may have put its margin into them, and two margins make it small. */
export function withoutMargin(rows: readonly string[]): readonly string[] {
  const dark = rows.flatMap((row, y) => (row.includes('1') ? [y] : []));
  const [first, last] = [dark[0] ?? 0, dark.at(-1) ?? -1];
  const left = Math.min(...dark.map((y) => rows[y]?.indexOf('1') ?? 0));
  const right = Math.max(...dark.map((y) => rows[y]?.lastIndexOf('1') ?? 0));
  return rows.slice(first, last + 1).map((row) => row.slice(left, right + 1));
}
