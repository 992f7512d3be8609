// The verdict of an evaluation as sentences, the same on the screen and in the report.
import type { Approach } from '../evaluate/cases';
import { chanceOf } from '../evaluate/guards/probe-verdict';
import type { ApproachSummary, Comparison, Estimate, Summary, Verdict } from '../evaluate/summary';
import type { AdapterTask } from '../predict/adapter-types';
import { approachName, capitalised } from './approach-words';
import { amountText, countText, figureText, rangeText } from './figure-text';
import { heldOut, type Noun } from './report-facts';

export interface VerdictFacts {
  readonly summary: Pick<
    Summary,
    'kind' | 'verdict' | 'approaches' | 'rows' | 'groups' | 'parts' | 'classes'
  >;
  readonly task: AdapterTask;
  /** What a row is, and what a group is. */
  readonly rowNoun: Noun;
  readonly groupNoun: Noun;
}

export interface VerdictWords {
  /** What was found, with its interval. */
  readonly sentence: string;
  /** Which to take, and why; null where nothing can be recommended. */
  readonly advice: string | null;
  /** What must be known to read it rightly, a sentence each. */
  readonly notes: readonly string[];
}

/** Balanced accuracy of guessing. */
export function guessing({ task, summary }: Pick<VerdictFacts, 'task' | 'summary'>): number {
  return chanceOf({ task, classes: summary.classes.map(({ classId }) => classId) });
}

/**
 * Percentage points of figures that are told together: whole numbers, or as many decimals (two at most) as it takes for none
 * that is not 0 to be told as 0.
 */
export function pointsOf(values: readonly number[]): readonly string[] {
  const points = values.map((value) => value * 100);
  const told = (digits: number) => points.map((value) => Number(value.toFixed(digits)));
  const hides = (digits: number) => told(digits).some((value, i) => value === 0 && points[i] !== 0);
  const digits = [0, 1].find((some) => !hides(some)) ?? 2;
  // `+ 0` makes a plain 0 of -0.
  return told(digits).map((value) => (value + 0).toFixed(digits));
}

const pointsNoun: Noun = { one: 'point', many: 'points' };
/** Beyond this a number of groups is out of reach, and its digits say nothing. */
const outOfReach = 10_000;

/**
 * The sentences of a verdict: which approach is ahead of which, by how much, with the interval, whether that can be told apart
 * from nothing, and how many groups would show it.
 */
export function verdictWords(facts: VerdictFacts): VerdictWords {
  const { summary } = facts;
  const { verdict, approaches } = summary;
  const judged = approaches.filter(({ figures }) => figures.balancedAccuracy.value !== null);
  const only = judged.length === 1 ? judged[0] : undefined;
  const groups = groupWords(facts);
  if (judged.length === 0)
    return { sentence: 'Nothing could be judged: no approach has a figure.', advice: null, notes: [] };
  if (only) return { sentence: onlyOne(only, facts), advice: null, notes: readingNotes(facts, null) };
  if (!verdict)
    return {
      sentence: `No verdict: ${groups} are too few to say.`,
      advice: null,
      notes: readingNotes(facts, null),
    };
  if (!verdict.aboveChance)
    return { sentence: noneBeatsChance(verdict, facts), advice: null, notes: readingNotes(facts, null) };
  const rival = rivalOf(verdict);
  if (!rival)
    return {
      sentence: 'No verdict: nothing to compare with.',
      advice: null,
      notes: readingNotes(facts, null),
    };
  return {
    sentence: compared(rival, facts),
    advice: adviceOf(verdict, facts),
    notes: readingNotes(facts, rival),
  };
}

function nameIn({ summary }: VerdictFacts, approach: Approach): string {
  return approachName(approach, summary.approaches.find((one) => one.approach === approach)?.choices);
}

/** `60 patients`; where none is known, the rows. */
function groupWords({ summary, rowNoun, groupNoun }: VerdictFacts): string {
  const { rows, groups } = heldOut(summary);
  return groups === null ? countText(rows, rowNoun) : countText(groups, groupNoun);
}

const interval = (estimate: Estimate) => {
  const range = rangeText(estimate);
  return range === null ? 'no interval' : `95 % interval ${range}`;
};

function onlyOne({ approach, figures, choices }: ApproachSummary, facts: VerdictFacts): string {
  const { balancedAccuracy } = figures;
  const chance = guessing(facts);
  const against =
    balancedAccuracy.low === null
      ? `too few ${facts.groupNoun.many} to hold it against chance`
      : balancedAccuracy.low > chance
        ? `above chance (${figureText(chance)})`
        : `not distinguishable from chance (${figureText(chance)})`;
  return `Only one approach could be judged: ${approachName(approach, choices)}, balanced accuracy ${figureText(balancedAccuracy.value ?? 0)} (${interval(balancedAccuracy)}), ${against} with ${groupWords(facts)}.`;
}

function noneBeatsChance({ best }: Verdict, facts: VerdictFacts): string {
  const figure = facts.summary.approaches.find(({ approach }) => approach === best)?.figures.balancedAccuracy;
  const chance = figureText(guessing(facts));
  const groups = groupWords(facts);
  if (!figure || figure.value === null || figure.low === null)
    return `Too few to say whether anything beats chance (${chance}): ${groups} allow no interval.`;
  return `Nothing beats chance with ${groups}: the best, ${nameIn(facts, best)}, has a balanced accuracy of ${figureText(figure.value)} (${interval(figure)}); guessing has ${chance}.`;
}

/** What the best is held against: the recommended one where that is another, else the next in line. */
function rivalOf({ recommended, best, comparisons }: Verdict): Comparison | undefined {
  const simpler = comparisons.find(({ second }) => second === recommended);
  return recommended === best ? comparisons[0] : (simpler ?? comparisons[0]);
}

function compared(comparison: Comparison, facts: VerdictFacts): string {
  const { first, second, difference, distinguishable, groupsNeeded } = comparison;
  const [ahead, behind] = [nameIn(facts, first), nameIn(facts, second)];
  const { value, low, high } = difference;
  const groups = groupWords(facts);
  if (value === null)
    return `${capitalised(ahead)} and ${behind} cannot be compared: ${groups} are too few to say.`;
  const bounded = low !== null && high !== null;
  const [by = '0', from = '', to = ''] = pointsOf(bounded ? [value, low, high] : [value]);
  const range = bounded ? ` (95 % interval ${from} to ${to})` : '';
  const start =
    value === 0
      ? `${capitalised(ahead)} and ${behind} do equally well${range}`
      : `${capitalised(ahead)} beats ${behind} by ${by} ${by === '1' ? pointsNoun.one : pointsNoun.many}${range}`;
  if (!bounded) return `${start}: ${groups} are too few for an interval, so not distinguishable.`;
  if (distinguishable) return `${start}: distinguishable with ${groups}.`;
  return `${start}: not distinguishable with ${groups}${neededWords(groupsNeeded)}.`;
}

function neededWords(needed: number | null): string {
  if (needed === null) return '';
  return needed > outOfReach
    ? `; more than ${amountText(outOfReach)} would be needed to show it`
    : `; about ${amountText(needed)} would show it`;
}

function adviceOf({ recommended, best, comparisons }: Verdict, facts: VerdictFacts): string {
  const name = nameIn(facts, recommended);
  const level = comparisons.filter(({ distinguishable }) => !distinguishable).map(({ second }) => second);
  if (recommended !== best)
    return `Take ${name}: of those that cannot be told from the best, it is the simplest.`;
  if (level.length === 0) return `Take ${name}: it is told apart from all the others.`;
  const others = level.map((approach) => nameIn(facts, approach)).join(', ');
  return `Take ${name}: it has the highest figure and is simpler than what cannot be told from it (${others}).`;
}

function readingNotes(facts: VerdictFacts, comparison: Comparison | null): readonly string[] {
  const { summary, rowNoun, groupNoun } = facts;
  const notes: string[] = [];
  if (summary.groups === null)
    notes.push(
      `No ${groupNoun.one} is known: every ${rowNoun.one} counts as one of its own. Where several are of one ${groupNoun.one}, the figures flatter and the intervals are too narrow.`,
    );
  if (comparison)
    notes.push(
      'Points are percentage points of balanced accuracy: the share of right answers in each class, averaged over the classes.',
    );
  if (comparison && comparison.groupsNeeded !== null)
    notes.push(
      `The number of ${groupNoun.many} that would show it holds for a true difference of that size, at 80 % power.`,
    );
  if (summary.kind === 'folds')
    notes.push(
      `The intervals are approximate: the folds share ${rowNoun.many} they learnt from, and pooling them ignores that.`,
    );
  const several = summary.approaches.length > 2 && summary.verdict !== null;
  const gain = summary.verdict?.selectionGain ?? null;
  if (several)
    notes.push(
      `Each interval is a 95 % interval by itself. The best of ${summary.approaches.length} was picked by the same ${rowNoun.many}, which flatters it${gainWords(gain)}.`,
    );
  return notes;
}

function gainWords(gain: number | null): string {
  if (gain === null || gain <= 0) return ' a little';
  const [by = ''] = pointsOf([gain]);
  return ` by about ${by} ${by === '1' ? pointsNoun.one : pointsNoun.many}`;
}
