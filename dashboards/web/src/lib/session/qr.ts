/** Scanners need this many light modules around the code (ISO/IEC 18004). */
export const quiet = 4;

/** One path of a QR code's dark modules, each a unit wide, with its quiet zone. @param rows `1` is dark. */
export function qrPath(rows: readonly string[]): string {
  return rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`)).join('');
}
