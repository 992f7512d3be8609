// Whether a trait of images goes with their classes more than chance makes it: a table of groups, and one rule.

/**
 * What is counted: a group's images of one class are a unit, since images of one patient come from one machine. A table of
 * images would find the scanner of one patient.
 */
export interface Units {
  /** Number of each row's unit. */
  readonly ofRow: Int32Array;
  /** Number of each unit's class. */
  readonly classOf: Int32Array;
  readonly classes: number;
}

/** @param classKeys the class of each row (for several labels: their set as one text). @param parts see `partsOf`. */
export function unitsOf(classKeys: readonly string[], parts: Int32Array): Units {
  const classAt = new Map<string, number>();
  const keys = new Map<number, number>();
  const ofRow = new Int32Array(classKeys.length);
  const classOf: number[] = [];
  for (const [row, classKey] of classKeys.entries()) {
    const own = classAt.get(classKey) ?? classAt.size;
    classAt.set(classKey, own);
    const key = own * classKeys.length + parts[row]!;
    const unit = keys.get(key) ?? keys.size;
    keys.set(key, unit);
    classOf[unit] = own;
    ofRow[row] = unit;
  }
  return { ofRow, classOf: Int32Array.from(classOf), classes: classAt.size };
}

export interface Association {
  /** Cramer's V with the correction for bias of Bergsma (2013), 0..1. */
  readonly strength: number;
  /** Pearson's chi-squared lies above its 99th percentile. */
  readonly beyondChance: boolean;
}

/**
 * From this strength on, with `beyondChance`, a trait is told. Measured on generated sets of 1 to 8 images a patient and eleven
 * traits, 300 seeds each (tests/unit/evaluate/guards/origins.test.ts runs fewer): without any difference planted, 95 to 100 % of
 * the sets are silent (two to five classes of 5 to 200 patients); a machine, window, size or format that goes with the class for
 * nine patients of ten is found in 93 to 100 % of sets of two classes with 20 patients or more each, in 19 to 97 % with 10. The
 * strength keeps big sets from being told of differences that no classifier could live on.
 */
export const leastStrength = 0.3;
/** Normal quantile of 0.99. The traits of one machine go together, so that eleven of them raise fewer alarms than eleven times 1 %. */
const limit = 2.33;
/** Classes and values with fewer units are left out, or counted with the other rare ones: chi-squared does not hold for them. */
const fewestUnits = 5;
/** Up to so many distinct numbers are taken as they are; more go into four bins of about equal size. */
const mostDistinct = 8;

/** The bin of each number, named by its bounds; equal numbers share a bin. */
export function binned(values: readonly number[]): readonly string[] {
  const distinct = new Set(values);
  const name = (value: number) => `${Number(value.toPrecision(3))}`;
  if (distinct.size <= mostDistinct) return values.map(name);
  const sorted = Float64Array.from(values).sort();
  const edges = [...new Set([0.25, 0.5, 0.75].map((q) => sorted[Math.floor(q * sorted.length)]!))];
  const named = edges.map(name);
  const names = named.map((to, i) => (i === 0 ? `below ${to}` : `${named[i - 1]} to ${to}`));
  names.push(`${named.at(-1)} or more`);
  return values.map((value) => {
    const above = edges.findIndex((edge) => value < edge);
    return names[above < 0 ? edges.length : above]!;
  });
}

/** Units of each class (row) with each value (column), fractions where a unit's images differ; and units of each class. */
function tableOf({ ofRow, classOf, classes }: Units, values: readonly (string | null)[]) {
  const images = new Int32Array(classOf.length);
  for (const [row, value] of values.entries()) if (value !== null) images[ofRow[row]!]! += 1;
  const units = new Array<number>(classes).fill(0);
  for (const [unit, own] of classOf.entries()) if (images[unit]! > 0) units[own]! += 1;
  const columns = new Map<string, Float64Array>();
  for (const [row, value] of values.entries()) {
    if (value === null) continue;
    let column = columns.get(value);
    if (!column) {
      column = new Float64Array(classes);
      columns.set(value, column);
    }
    const unit = ofRow[row]!;
    column[classOf[unit]!]! += 1 / images[unit]!;
  }
  return { units, columns: [...columns.values()] };
}

const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((a, b) => a + b, 0);

/** Columns of classes with enough units, rare values put together; what is left of too few is left out. */
function countedColumns(units: Units, values: readonly (string | null)[]): readonly (readonly number[])[] {
  const table = tableOf(units, values);
  const kept = table.units.flatMap((count, c) => (count >= fewestUnits ? [c] : []));
  const columns = table.columns.map((column) => kept.map((c) => column[c]!));
  const common = columns.filter((column) => sum(column) >= fewestUnits - 1e-9);
  const rare = columns.filter((column) => sum(column) < fewestUnits - 1e-9);
  const others = kept.map((_, i) => sum(rare.map((column) => column[i]!)));
  return sum(others) >= fewestUnits ? [...common, others] : common;
}

/** The chi-squared value that chance exceeds with 1 % at `freedom` degrees (Wilson and Hilferty 1931; 0.5 % off at most). */
function chanceLimit(freedom: number): number {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + limit * Math.sqrt(spread)) ** 3;
}

/**
 * How strongly a trait (one value a row; null: the row has none, and is left out) goes with the classes. Each unit counts once,
 * spread over the values of its images. Classes of fewer than five units say nothing. Strength 0 where nothing can be told.
 */
export function association(units: Units, values: readonly (string | null)[]): Association {
  const columns = countedColumns(units, values);
  const width = columns.length;
  const height = columns[0]?.length ?? 0;
  if (height < 2 || width < 2) return { strength: 0, beyondChance: false };
  const sums = columns.map(sum);
  const rows = columns[0]!.map((_, i) => sum(columns.map((column) => column[i]!)));
  const total = sum(rows);
  let chiSquared = 0;
  for (const [j, column] of columns.entries()) {
    for (const [i, count] of column.entries()) {
      const expected = (rows[i]! * sums[j]!) / total;
      if (expected > 0) chiSquared += (count - expected) ** 2 / expected;
    }
  }
  const freedom = (height - 1) * (width - 1);
  // Bergsma, A bias-correction for Cramer's V and Tschuprow's T, J. Korean Stat. Soc. 42 (2013) 323-328.
  const phi = Math.max(0, chiSquared / total - freedom / (total - 1));
  const shrunk = (size: number) => size - (size - 1) ** 2 / (total - 1);
  const strength = Math.min(1, Math.sqrt(phi / Math.min(shrunk(height) - 1, shrunk(width) - 1)));
  return { strength, beyondChance: chiSquared > chanceLimit(freedom) };
}
