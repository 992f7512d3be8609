// The guards in sentences, as the panel and the report show them.
import type { Subgroups } from '../domain/evaluate/guards/subgroups';
import { graveCodes, type Warning } from '../domain/evaluate/guards/warning';
import {
  cheatWords,
  type GuardNames,
  probeWords,
  subgroupWords,
  warningWords,
  withoutWords,
} from '../domain/report/guard-words';
import type { Noun, ReportGuard, ReportSubgroups } from '../domain/report/report-facts';
import type { ItemId, LabelClass } from '../domain/types';
import type { AppState } from './app-state';
import { casesNoun } from './evaluation-told';
import { rowNounAt } from './group-noun';
import { type CheatReport, type Guards, guardsKey, warningsOf } from './guards';
import { lastOf } from './selectors';

export { flatteringPoints } from '../domain/report/guard-words';

/** A finding as a line: `loud` ones say that figures are wrong, the others that they are uncertain or nothing. */
export interface GuardLine extends ReportGuard {
  readonly loud: boolean;
  /** Images for a click to select; []: none. */
  readonly ids: readonly ItemId[];
}

type Level = AppState['settings']['level'];

function namesFor(classes: readonly LabelClass[], level: Level, groupNoun: Noun): GuardNames {
  return {
    classOf: (id) => classes.find((entry) => entry.id === id)?.name ?? 'a class that was removed',
    // A row that is a whole patient is told by that.
    rowNoun: rowNounAt(level, groupNoun),
    groupNoun,
  };
}

const lines = lastOf(
  (warnings: readonly Warning[], classes: readonly LabelClass[], level: Level, groupNoun: Noun) => {
    const names = namesFor(classes, level, groupNoun);
    return warnings.map((warning): GuardLine => {
      const { code, ids } = warning;
      return { ...warningWords(warning, names), ids, loud: graveCodes.includes(code) };
    });
  },
);

/** Warnings of the set and the evaluation as they are now. */
export function warningLines(state: AppState): readonly GuardLine[] {
  return lines(warningsOf(state), state.classes, state.settings.level, casesNoun(state));
}

/** Probes and gaps between subgroups: alarms are loud. */
export function shortcutLines({
  probes,
  without,
  chance,
  embedding,
  subgroups,
}: Guards): readonly GuardLine[] {
  return [
    ...probes.map((told) => ({
      ...probeWords({ ...told, chance, embedding }),
      ids: [],
      loud: told.verdict === 'alarm',
    })),
    ...without.map((probe) => ({ ...withoutWords(probe), ids: [], loud: false })),
    ...subgroups.flatMap(({ column, gap }) =>
      gap ? [{ ...subgroupWords(column, gap), ids: [], loud: (gap.difference.low ?? 0) > 0 }] : [],
    ),
  ];
}

/** One line an approach. */
export function cheatLines({ rows }: CheatReport, groupNoun: Noun): readonly ReportGuard[] {
  return rows.map((row) => cheatWords(row, groupNoun));
}

/** All findings that hold for the evaluation as it stands, for the report. */
export function reportGuards(state: AppState): readonly ReportGuard[] {
  const key = guardsKey(state);
  const { guards, cheat } = state;
  const told = [
    ...warningLines(state),
    ...(guards.phase === 'done' && guards.key === key ? shortcutLines(guards.value) : []),
    ...(cheat.phase === 'done' && cheat.key === key ? cheatLines(cheat.value, casesNoun(state)) : []),
  ];
  return told.map(({ title, sentence, figure }) => ({ title, sentence, ...(figure ? { figure } : {}) }));
}

/** The tables of subgroups that hold for the evaluation as it stands, for the report. */
export function reportSubgroups(state: AppState): readonly ReportSubgroups[] {
  const { guards } = state;
  if (guards.phase !== 'done' || guards.key !== guardsKey(state)) return [];
  return guards.value.subgroups.map(({ column, approach, rows }: Subgroups) => ({
    column,
    approach,
    rows: rows.map(({ value, rows: count, groups, balancedAccuracy }) => ({
      name: value,
      rows: count,
      groups,
      balancedAccuracy,
    })),
  }));
}
