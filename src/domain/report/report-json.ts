// The report for machines: all numbers and what it takes to come to them again. No picture, no file name.
import type { ApproachSummary } from '../evaluate/summary';
import { researchNotice } from './notice';
import type { Report } from './report-facts';
import { verdictWords } from './verdict-words';

/** Raised when a reader of an older file could misread a newer one. */
export const reportFormat = { name: 'lightbench-report', version: 1 } as const;

function approachOf({ confusion, ...rest }: ApproachSummary) {
  const counts = confusion?.map((row) => row.map((cell) => cell.length)) ?? null;
  return { ...rest, confusion: counts, confusionIds: confusion };
}

/**
 * Indented JSON, the same bytes for the same report. Figures are given as they were worked out, not rounded; images by their
 * pseudonyms. What the report does not have is null.
 */
export function reportJson(report: Report): string {
  const { pictures: _pictures, summary, signal, learning, guards, subgroups, recipe, ...facts } = report;
  return `${JSON.stringify(
    {
      format: reportFormat,
      notice: researchNotice,
      verdict: verdictWords(report),
      ...facts,
      summary: { ...summary, approaches: summary.approaches.map(approachOf) },
      signal: signal ?? null,
      learning: learning ?? null,
      guards: guards ?? null,
      subgroups: subgroups ?? null,
      recipe: recipe ?? null,
    },
    null,
    1,
  )}\n`;
}
