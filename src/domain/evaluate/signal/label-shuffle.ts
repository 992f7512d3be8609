// Labels dealt anew without parting a group: what would be seen if pictures and labels had nothing to do with each other.
import { rowsByGroup } from '../../predict/row-groups';
import type { Random } from '../../random';

type RowClasses = readonly (readonly number[])[];

/**
 * A dealer of labels. A group whose rows all have the same labels is a pure one: pure groups exchange their labels with each
 * other, whatever their sizes. In a mixed group the rows exchange theirs. If, under the hypothesis, the labels of groups are
 * exchangeable, and those of the rows within a mixed one, every deal is as likely as the labels seen: which groups are pure
 * is the same in all of them. A row whose group is null is a pure group of one.
 */
export function labelDealer(
  rowClasses: RowClasses,
  groups: readonly (string | null)[],
): (random: Random) => RowClasses {
  const keys = rowClasses.map((own) => [...own].sort((a, b) => a - b).join());
  const all = rowsByGroup(groups, rowClasses.length);
  const isPure = (rows: readonly number[]) => rows.every((row) => keys[row] === keys[rows[0]!]);
  const pure = all.filter(isPure);
  const mixed = all.filter((rows) => !isPure(rows));
  return (random) => {
    const dealt: (readonly number[])[] = [...rowClasses];
    const order = random.shuffle(pure);
    for (const [at, rows] of pure.entries()) for (const row of rows) dealt[row] = rowClasses[order[at]![0]!]!;
    for (const rows of mixed) {
      const from = random.shuffle(rows);
      for (const [at, row] of rows.entries()) dealt[row] = rowClasses[from[at]!]!;
    }
    return dealt;
  };
}
