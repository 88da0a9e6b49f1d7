/** The dark modules of a QR code as one path on a grid of modules: neighbours in a row are one stroke, so that no hairline shows between them. */
export function qrPath(rows: readonly string[]): string {
  return rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`)).join('');
}

/** Four light modules on each side: readers need them (ISO/IEC 18004). */
export const quietZone = 4;
