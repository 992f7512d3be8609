// What views ask of an evaluation beyond its summary: the verdict in sentences, and what an answer is worth at a prevalence.
import { predictiveValues } from '../domain/evaluate/figures/operating';
import type { OperatingPoint } from '../domain/evaluate/summary';
import type { Level } from '../domain/explore/study-rows';
import type { Noun } from '../domain/report/report-facts';
import { type VerdictWords, verdictWords } from '../domain/report/verdict-words';
import type { EvaluationValue } from './evaluation';

/** What one row is called. */
export const rowNouns: Readonly<Record<Level, Noun>> = {
  image: { one: 'image', many: 'images' },
  group: { one: 'patient or study', many: 'patients or studies' },
};

/** What may not be parted: a patient, or what stands in for one. */
export const groupNoun: Noun = { one: 'patient', many: 'patients' };

/** The verdict of an evaluation in sentences. `level`: what its rows were. */
export function verdictOf({ cases, summary }: EvaluationValue, level: Level): VerdictWords {
  return verdictWords({ summary, task: cases.task, rowNoun: rowNouns[level], groupNoun });
}

/** PPV and NPV of an operating point where the class is as frequent as asked (0..1); null where they cannot be told. */
export function worthAt({ sensitivity, specificity }: OperatingPoint, prevalence: number) {
  return predictiveValues(sensitivity.value, specificity.value, prevalence);
}
