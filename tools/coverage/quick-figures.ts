// The three figures of the simulation from sums by group: the same numbers as `prepareFigures`, a tenth of the time.
import type { AnsweredCases } from '../../src/domain/evaluate/cases';
import type { PreparedFigures } from '../../src/domain/evaluate/figures/prepared';

/** Of one group: rows of either class, and those of them answered right. */
interface GroupSums {
  readonly rows: Float64Array;
  readonly right: Float64Array;
}

const nothing = { macroF1: null, mcc: null, averagePrecision: null, brier: null, ece: null };
const noClass = {
  sensitivity: null,
  specificity: null,
  ppv: null,
  npv: null,
  f1: null,
  averagePrecision: null,
};

/**
 * Accuracy, balanced accuracy and AUC (the other figures null) of two-class answers without equal scores. Weights must be the
 * same for all rows of a group.
 */
export function quickFigures(cases: AnsweredCases): PreparedFigures {
  const groups = cases.parts.reduce((most, part) => Math.max(most, part + 1), 0);
  const sums = [0, 1].map((c) => sumsOf(cases, groups, c));
  const above = pairsAbove(cases, groups);
  const firstRow = Int32Array.from({ length: groups }, (_, group) => cases.parts.indexOf(group));
  const [negatives, positives] = sums as [GroupSums, GroupSums];
  const [ofHaving, ofLacking] = [groupsWith(positives), groupsWith(negatives)];
  const times = new Float64Array(groups);
  const all = (weights?: Float64Array) => {
    let [lacking, spared, having, found] = [0, 0, 0, 0];
    for (let group = 0; group < groups; group++) {
      const own = weights ? weights[firstRow[group]!]! : 1;
      times[group] = own;
      lacking += own * negatives.rows[group]!;
      spared += own * negatives.right[group]!;
      having += own * positives.rows[group]!;
      found += own * positives.right[group]!;
    }
    const both = having > 0 && lacking > 0;
    const auc = both ? weightedPairs(above, times, ofHaving, ofLacking) / (having * lacking) : null;
    const oneRecall = having > 0 ? found / having : spared / lacking;
    const figures = {
      ...nothing,
      accuracy: (spared + found) / (lacking + having),
      balancedAccuracy: both ? (spared / lacking + found / having) / 2 : oneRecall,
      auc,
    };
    return {
      figures,
      classes: [
        { ...noClass, auc },
        { ...noClass, auc },
      ],
    };
  };
  return {
    cases,
    all,
    figures: (weights) => all(weights).figures,
    classFigures: (weights) => all(weights).classes,
  };
}

function sumsOf({ parts, truth, said }: AnsweredCases, groups: number, c: number): GroupSums {
  const rows = new Float64Array(groups);
  const right = new Float64Array(groups);
  for (const [row, part] of parts.entries()) {
    if (truth[2 * row + c] !== 1) continue;
    rows[part]!++;
    if (said[2 * row + c] === 1) right[part]!++;
  }
  return { rows, right };
}

/** `groups x groups`: pairs of a positive row of the one with a negative row of the other that stand in the right order. */
function pairsAbove({ parts, truth, scores }: AnsweredCases, groups: number): Float64Array {
  const out = new Float64Array(groups * groups);
  for (let i = 0; i < parts.length; i++) {
    if (truth[2 * i + 1] !== 1) continue;
    for (let j = 0; j < parts.length; j++)
      if (truth[2 * j] === 1 && scores[2 * i + 1]! > scores[2 * j + 1]!)
        out[parts[i]! * groups + parts[j]!]!++;
  }
  return out;
}

/** Sum of the pairs by the weights of both groups, over groups that have rows of the one and of the other class. */
function weightedPairs(
  above: Float64Array,
  times: Float64Array,
  having: Int32Array,
  lacking: Int32Array,
): number {
  const groups = times.length;
  let sum = 0;
  for (let i = 0; i < having.length; i++) {
    const one = having[i]!;
    if (times[one] === 0) continue;
    let line = 0;
    for (let j = 0; j < lacking.length; j++) line += times[lacking[j]!]! * above[one * groups + lacking[j]!]!;
    sum += times[one]! * line;
  }
  return sum;
}

const groupsWith = ({ rows }: GroupSums) =>
  Int32Array.from(Array.from(rows.keys()).filter((group) => rows[group]! > 0));
