// The report as text, for people and for machines: facts gathered here, written by the analyse worker.

import { base64Of } from '../../domain/report/base64';
import { shownFailures } from '../../domain/report/html/failure-section';
import type { ReportPictures } from '../../domain/report/report-facts';
import type { ItemId } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import type { EvaluationValue } from '../evaluation';
import { notify } from '../jobs';
import { judgedNumbers, type ReportTicks, reportable, reportOf } from '../report';
import { shownRendering } from '../selectors';
import type { Services } from '../workbench';

async function sha256Of(numbers: Float32Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Float32Array.from(numbers));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a report shows pictures of: failures of the best and of the recommended approach. */
function shownIds({ summary: { approaches, verdict } }: EvaluationValue): readonly ItemId[] {
  const wanted = verdict ? [verdict.best, verdict.recommended] : [approaches[0]?.approach];
  const shown = approaches.filter(({ approach }) => wanted.includes(approach));
  return [...new Set(shown.flatMap(({ failures }) => failures.slice(0, shownFailures).map(({ id }) => id)))];
}

export function makeReportActs({ store, engine, pictures }: Services): Pick<Actions, 'report'> {
  const thumbnailOf = async (state: AppState, id: ItemId): Promise<readonly [ItemId, string] | null> => {
    const item = state.items.get(id);
    const blob = item && (await pictures.blob('thumb', id, shownRendering(state, item)));
    if (!blob) return null;
    return [id, `data:${blob.type};base64,${base64Of(new Uint8Array(await blob.arrayBuffer()))}`];
  };
  const picturesFor = async (
    state: AppState,
    value: EvaluationValue,
    { thumbnails, fileNames }: ReportTicks,
  ): Promise<ReportPictures> => {
    const ids = thumbnails || fileNames ? shownIds(value) : [];
    const read = thumbnails ? await Promise.all(ids.map((id) => thumbnailOf(state, id))) : [];
    const names = ids.flatMap((id) => {
      const name = fileNames ? state.names.get(id) : undefined;
      return name === undefined ? [] : [[id, name] as const];
    });
    return {
      thumbnailsTicked: thumbnails,
      fileNamesTicked: fileNames,
      thumbnails: new Map(read.filter((one) => one !== null)),
      fileNames: new Map(names),
    };
  };

  return {
    async report(ticks, sentences) {
      const state = store.getState();
      const value = reportable(state);
      if (!value) return null;
      try {
        const report = reportOf(state, sentences, {
          date: new Date().toISOString().slice(0, 10),
          browser: globalThis.navigator?.userAgent ?? 'unknown',
          tableSha256: await sha256Of(judgedNumbers(state, value)),
          pictures: await picturesFor(state, value, ticks),
        });
        return report && (await engine.writeReport(report));
      } catch (thrown) {
        notify(store, thrown);
        return null;
      }
    },
  };
}
