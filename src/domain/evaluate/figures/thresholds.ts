// Thresholds: from what score on a class is said, chosen on rows whose truth is known (the inner part of a fold).

/** Threshold where there is nothing to choose by. */
const defaultThreshold = 0.5;

/** Scores of one class and whether each row has it (1) or not (0). */
export interface ScoredRows {
  readonly scores: Float64Array;
  readonly truth: Uint8Array;
}

interface Candidate {
  readonly threshold: number;
  /** Rows having the class with a score at or above it, and rows lacking it. */
  readonly found: number;
  readonly wrong: number;
}

/** Every distinct score, and the default one, from the highest down. */
function candidates({ scores, truth }: ScoredRows): readonly Candidate[] {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const thresholds = [...new Set([...order.map((row) => scores[row]!), defaultThreshold])].sort(
    (a, b) => b - a,
  );
  let found = 0;
  let wrong = 0;
  let at = 0;
  return thresholds.map((threshold) => {
    for (; at < order.length && scores[order[at]!]! >= threshold; at++) {
      if (truth[order[at]!] === 1) found += 1;
      else wrong += 1;
    }
    return { threshold, found, wrong };
  });
}

/** Rows that have the class. */
function countHaving(truth: Uint8Array): number {
  return truth.reduce((sum, has) => sum + has, 0);
}

/**
 * The threshold (said where score >= threshold) with the largest sensitivity + specificity - 1 (Youden 1950) among the
 * scores that occur and 0.5; of equals the nearest to 0.5, of two equally near the larger. 0.5 where no row has the class or
 * none lacks it.
 */
export function youdenThreshold(rows: ScoredRows): number {
  const having = countHaving(rows.truth);
  const lacking = rows.truth.length - having;
  if (having === 0 || lacking === 0) return defaultThreshold;
  const fromDefault = (threshold: number) => Math.abs(threshold - defaultThreshold);
  let best: { readonly threshold: number; readonly gain: number } | null = null;
  for (const { threshold, found, wrong } of candidates(rows)) {
    // J times having times lacking: whole numbers, so that equals are equal.
    const gain = found * lacking - wrong * having;
    const nearer = best !== null && fromDefault(threshold) < fromDefault(best.threshold);
    if (best === null || gain > best.gain || (gain === best.gain && nearer)) best = { threshold, gain };
  }
  return best?.threshold ?? defaultThreshold;
}

/** Sensitivity that the rule-out point asks for. */
const soughtSensitivity = 0.9;

/**
 * The largest threshold with a sensitivity of at least 0.9: so many of those having the class score at or above it. 0.5
 * where no row has the class.
 */
export function sensitiveThreshold({ scores, truth }: ScoredRows): number {
  const own = scores.filter((_, row) => truth[row] === 1).sort();
  if (own.length === 0) return defaultThreshold;
  // Counted in tenths: 0.9 x 10 need not be 9 for the computer.
  const needed = Math.ceil((own.length * Math.round(soughtSensitivity * 10)) / 10);
  return own[own.length - needed]!;
}
