// What a shortcut probe comes to: its better approach by the inner parts, and whether its figure is cause for alarm.
import type { ApproachRecord, CaseTable, Judged } from '../cases';
import { innerAccuracy } from '../judge/inner-figures';
import type { Estimate } from '../summary';
import type { Probe } from './probe-features';

/** What probes are judged by: a straight line and what is near. */
export const probeApproaches = ['linear', 'neighbours'] as const;

/**
 * One record of several, fold by fold the one that did best on the inner part (the first of equals): what is chosen there
 * flatters nobody. It bears the name of the first. null without records.
 */
export function betterRecord(table: CaseTable, { plan, records }: Judged): ApproachRecord | null {
  const [first] = records;
  if (!first) return null;
  const folds = plan.folds.map((fold, f) => {
    const known = records.map(({ folds: own }) => own[f]!);
    const figures = known.map(({ inner }) => innerAccuracy(table, fold.inner, inner));
    return known[figures.indexOf(Math.max(...figures))]!;
  });
  return { approach: first.approach, folds };
}

/**
 * `alarm`: the classes can be told by this alone, nearly as well as by the embedding. `above-chance`: by this alone they are told
 * better than by chance, but the embedding sees clearly more. `silent`: not better than chance, as far as these images show.
 * `unclear`: too few for an interval. Of 360 probes of generated sets with nothing planted (30 to 80 patients, approximate intervals
 * of pooled folds), 16 came out above chance: 4 %.
 */
export type ProbeVerdict = 'alarm' | 'above-chance' | 'silent' | 'unclear';

/**
 * The share of the embedding's gain over chance from which a probe alarms. Half, for what lies outside the picture: whatever
 * size and headers tell of a class is no sign of it. More for 16 x 16 greys, since the large shape of things is in them and may
 * be a true sign (an organ, a kind of cell).
 */
export const alarmShare: Readonly<Record<Probe, number>> = { size: 0.5, tags: 0.5, thumbnail: 0.8 };

/** Balanced accuracy of blind answers: one of the classes, or half of yes and no for each label. */
export function chanceOf({ task, classes }: Pick<CaseTable, 'task' | 'classes'>): number {
  return task === 'multi' ? 0.5 : 1 / Math.max(1, classes.length);
}

/**
 * @param estimate balanced accuracy of the probe, with its interval. @param embedding that of the best approach by the embedding;
 * where it is no better than chance, any probe that is alarms.
 */
export function probeVerdict(
  probe: Probe,
  { value, low }: Estimate,
  embedding: number | null,
  chance: number,
): ProbeVerdict {
  if (value === null || low === null) return 'unclear';
  if (low <= chance) return 'silent';
  const gain = (embedding ?? chance) - chance;
  return value - chance >= alarmShare[probe] * gain ? 'alarm' : 'above-chance';
}
