// What an image can be told by without looking at what it shows: tables of numbers for the shortcut probes.
import type { Item } from '../../types';
import { type TinyGreys, tinyPixels } from './tiny-grey';

/** `thumbnail`: 16 x 16 greys. `size`: sides, aspect, format, colour. `tags`: what DICOM headers say of the machine. */
export type Probe = 'thumbnail' | 'size' | 'tags';

export const probes: readonly Probe[] = ['size', 'tags', 'thumbnail'];

export interface ProbeTable {
  readonly dim: number;
  /** `rows x dim`, rows of unit length. */
  readonly data: Float32Array;
}

/** Numbers of one kind, one a row; NaN: the row has none. */
interface Column {
  readonly values: Float64Array;
  /** Whether it is to get a mean of 0 and a spread of 1; flags stay 0 and 1. */
  readonly measured: boolean;
}

/** Values that occur in so many rows get a flag of their own, the commonest first, and at most so many of them. */
const fewestOfValue = 2;
const mostFlags = 30;
/** A number further from the mean than this many spreads counts as so far: one odd image must not flatten all others. */
const farthest = 4;

function flags(values: readonly string[]): Column[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= fewestOfValue && count < values.length);
  return common
    .sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))
    .slice(0, mostFlags)
    .map(([value]) => ({
      values: Float64Array.from(values, (own) => (own === value ? 1 : 0)),
      measured: false,
    }));
}

const measure = (values: ArrayLike<number>): Column => ({
  values: Float64Array.from(values),
  measured: true,
});

/** Mean 0 and spread 1, missing ones 0; null for a column that is the same in all rows. */
function standardised({ values, measured }: Column): Float64Array | null {
  if (!measured) return values;
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const spread = Math.sqrt(
    known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length),
  );
  if (!(spread > 1e-9 * Math.max(1, Math.abs(mean)))) return null;
  const clip = (value: number) => Math.max(-farthest, Math.min(farthest, value));
  return values.map((value) => (Number.isNaN(value) ? 0 : clip((value - mean) / spread)));
}

/**
 * Columns as rows of unit length. One more number, the same for all rows, is put behind them before they are scaled, so that
 * their length is not lost: (x, c) / |(x, c)| gives x back, a plane through the origin there is any plane here, and near stays
 * near. Means and spreads are those of all rows, held-out ones among them, without any label. null: nothing differs.
 */
function unitRows(columns: readonly Column[], rows: number): ProbeTable | null {
  const varied = columns.flatMap((column) => standardised(column) ?? []);
  if (varied.length === 0) return null;
  const dim = varied.length + 1;
  const data = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    const own = [...varied.map((values) => values[row]!), Math.sqrt(varied.length)];
    const length = Math.hypot(...own);
    data.set(
      own.map((value) => value / length),
      row * dim,
    );
  }
  return { dim, data };
}

type Sized = Pick<Item, 'widthPx' | 'heightPx' | 'format' | 'colour'>;

/**
 * Sides and aspect (as logarithms: twice as wide is as far as half as wide; none of rows without a picture), format and
 * colour. null: all are the same.
 */
export function sizeTable(items: readonly Sized[]): ProbeTable | null {
  const log = (of: (item: Sized) => number) =>
    measure(items.map((item) => (item.widthPx > 0 ? Math.log(of(item)) : Number.NaN)));
  return unitRows(
    [
      log(({ widthPx }) => widthPx),
      log(({ heightPx }) => heightPx),
      log(({ widthPx, heightPx }) => widthPx / heightPx),
      ...flags(items.map(({ format }) => format)),
      ...flags(items.map(({ colour }) => `${colour}`)),
    ],
    items.length,
  );
}

/** Modality, body part, photometric interpretation, transfer syntax, bits, window. null: no DICOM, or all say the same. */
export function tagTable(items: readonly Pick<Item, 'dicom'>[]): ProbeTable | null {
  if (items.every(({ dicom }) => dicom === null)) return null;
  const flagged = (of: (dicom: NonNullable<Item['dicom']>) => string | number) =>
    flags(items.map(({ dicom }) => (dicom ? `${of(dicom)}` : 'no DICOM')));
  const measured = (at: 0 | 1) => measure(items.map(({ dicom }) => dicom?.window?.[at] ?? Number.NaN));
  return unitRows(
    [
      ...flagged(({ modality }) => modality),
      ...flagged(({ bodyPart }) => bodyPart),
      ...flagged(({ photometric }) => photometric),
      ...flagged(({ transferSyntax }) => transferSyntax),
      ...flagged(({ bitsStored }) => bitsStored),
      ...flagged(({ window }) => (window ? 'window' : 'no window')),
      measured(0),
      measured(1),
    ],
    items.length,
  );
}

/** The 256 greys of each picture; those that could not be read are as the mean of the others. null: all are the same. */
export function thumbnailTable({ greys, unread }: TinyGreys): ProbeTable | null {
  const rows = greys.length / tinyPixels;
  const missing = new Set(unread);
  const columns = Array.from({ length: tinyPixels }, (_, pixel) =>
    measure(
      Array.from({ length: rows }, (_, row) =>
        missing.has(row) ? Number.NaN : greys[row * tinyPixels + pixel]!,
      ),
    ),
  );
  return unitRows(columns, rows);
}
