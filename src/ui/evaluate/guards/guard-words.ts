// Words around the guards. Sentences about findings stand in domain/report/guard-words.ts, since the report has the same.
import type { Cheat } from '../../../domain/evaluate/guards/cheat';
import type { Noun } from '../../../domain/report/report-facts';
import { capital } from '../../format';

export const needsEvaluation = 'Needs an evaluation that is up to date.';
export const staleWords = 'From an evaluation that is out of date by now.';

/** Heads of the table: what a mistake adds. */
export const cheatHeads: Readonly<Record<Cheat, (noun: Noun) => string>> = {
  'on-test': () => 'Chosen on test images',
  'no-groups': ({ many }) => `${capital(many)} ignored`,
  both: () => 'Both',
};

export const cheatHints: Readonly<Record<Cheat, (noun: Noun) => string>> = {
  'on-test': () =>
    'Chosen on test images: epoch, number of neighbours, penalty and threshold are those that do best on the very images that are judged.',
  'no-groups': ({ one, many }) =>
    `${capital(many)} ignored: images of one ${one} are learnt from and judged.`,
  both: () => 'Both: as many published notebooks do it.',
};
