// Whether the pixels are square, from whichever attribute says so (PS3.3 10.7, C.7.6.3.1.7). Nothing is resampled.
import { frameLevel } from './dicom-groups';
import type { DicomSet } from './dicom-set';

/** Ratio from which a picture counts as stretched: 1 %. Spacing is often written with few digits. */
const tolerance = 0.01;

/** Row over column spacing; null when the file says nothing usable. */
function aspect(set: DicomSet, frame: number): number | null {
  const measures = frameLevel(set, frame, 'x00289110', 'x00280030');
  const pairs = [
    set.decimals('x00280034'),
    measures?.decimals('x00280030') ?? [],
    set.decimals('x00181164'),
    set.decimals('x00182010'),
  ];
  for (const [rows, columns] of pairs) {
    if (rows !== undefined && columns !== undefined && rows > 0 && columns > 0) return rows / columns;
  }
  return null;
}

/** The row over column spacing where it is not 1; null for square or unknown. */
export function stretchedBy(set: DicomSet, frame: number): number | null {
  const ratio = aspect(set, frame);
  return ratio !== null && Math.abs(ratio - 1) > tolerance ? ratio : null;
}
