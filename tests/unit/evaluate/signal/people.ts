// Rows of patients that look like themselves, with labels that have nothing to do with it unless asked to.
import { alikeRows } from '../../../../src/domain/evaluate/signal/fast-routes';
import type { SignalInput } from '../../../../src/domain/evaluate/signal/permutation';
import { normaliseRows } from '../../../../src/domain/matrix';
import { makeRandom } from '../../../../src/domain/random';

export interface PeopleAsked {
  readonly seed: number;
  readonly patients: number;
  /** Share of patients whose rows have labels of their own each. */
  readonly mixed?: number;
  /** How far the classes lie apart, in spreads of a patient's rows. */
  readonly apart?: number;
}

// With so many, patients hardly look like each other by chance, as in vectors of an encoder.
const dim = 48;

/** 2 to 5 rows a patient, two classes, one patient in three of the second. A patient's rows lie close together. */
export async function people({ seed, patients, mixed = 0, apart = 0 }: PeopleAsked): Promise<SignalInput> {
  const random = makeRandom(seed).fork('people');
  const rows: number[][] = [];
  const rowClasses: number[][] = [];
  const groups: string[] = [];
  for (let patient = 0; patient < patients; patient++) {
    const look = Array.from({ length: dim }, () => 2 * random.normal());
    const own = patient % 3 === 0 ? 1 : 0;
    const isMixed = random.uniform() < mixed;
    for (let left = 2 + random.integer(4); left > 0; left--) {
      const label = isMixed ? random.integer(2) : own;
      rows.push(
        look.map((value, d) => value + random.normal() * 0.7 + (d === 0 ? (label - 0.5) * apart : 0)),
      );
      rowClasses.push([label]);
      groups.push(`p${patient}`);
    }
  }
  const data = normaliseRows(Float32Array.from(rows.flat()), dim);
  return {
    table: { task: 'single', classes: ['no', 'yes'], rowClasses, groups },
    alike: await alikeRows(data, dim),
    routes: ['prototypes', 'neighbours'],
    draws: 99,
    seed,
  };
}

/** The same with no row known to belong to another: the leak. */
export function groupsIgnored(input: SignalInput): SignalInput {
  return { ...input, table: { ...input.table, groups: input.table.groups.map(() => null) } };
}
