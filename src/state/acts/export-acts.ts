// What leaves the page as a file, and an adapter that comes back: facts gathered here, written and read by the workers.
import { AppError, isAbort } from '../../domain/errors';
import { adapterCard } from '../../domain/report/adapter-card';
import { adapterOnnx } from '../../domain/report/adapter-onnx';
import type { FileContent } from '../../domain/report/saved-file';
import type { Actions } from '../actions';
import { adapterCardOf, adapterFactsOf, rowsToCheck, spaceOfAdapter } from '../adapter-export';
import { fileNameOf, type TableChoice, tableContent, tidyName, wordRows } from '../exports';
import { notify, type RunningJob } from '../jobs';
import { withLoaded } from '../loaded-adapter';
import { pageJob } from '../page-job';
import type { Services } from '../workbench';
import { encoderSettled } from './embeddings-acts';
import type { Texts } from './texts';

type Acts = Pick<Actions, 'saveTable' | 'saveAdapter' | 'loadAdapter'>;

const unfit = (why: string, detail = {}) =>
  new AppError('adapter-unfit', `the adapter is not saved: ${why}`, { why, ...detail });

export function makeExportActs(
  services: Services,
  texts: Texts,
  after: { adapterChanged(): Promise<void> },
): Acts {
  const { store, engine, jobs, project } = services;

  /** Runs `work` as a job; what goes wrong is told, and null, as a cancel is. */
  const asJob = async <T>(
    kind: 'export' | 'import',
    work: (job: RunningJob) => Promise<T>,
  ): Promise<T | null> => {
    try {
      return await jobs.run(kind, 'percent', 0, work);
    } catch (thrown) {
      if (!isAbort(thrown)) notify(store, thrown);
      return null;
    }
  };

  const contentOf = async (choice: TableChoice, running: RunningJob): Promise<FileContent | null> => {
    const { kind, format, withNames } = choice;
    if (kind !== 'words') return tableContent(store.getState(), { kind, format, withNames });
    const words = await texts.readClasses(2);
    if (!words) return null;
    const job = pageJob(running);
    const rows = await wordRows(store.getState(), words, withNames, async (done, total) => {
      job.report(done, total);
      await job.breathe();
    });
    return rows.length > 0 ? { kind, rows } : null;
  };

  return {
    saveTable: (choice) =>
      asJob('export', async (running) => {
        const content = await contentOf(choice, running);
        if (!content) return null;
        const { signal, progress } = running;
        const { kind, format, withNames } = choice;
        const fileName = fileNameOf(store.getState(), kind, format, withNames && kind !== 'map');
        return { fileName, blob: await engine.writeFile(content, format, { signal, onProgress: progress }) };
      }),
    saveAdapter: (id, sentences) =>
      asJob('export', async ({ signal, progress }) => {
        const state = store.getState();
        const kept = state.adapters.find((one) => one.id === id);
        if (!kept) return null;
        const space = spaceOfAdapter(state, kept);
        if (!space) throw unfit('unknown-space');
        const data = rowsToCheck(state, kept);
        if (data.length === 0) throw unfit('unchecked');
        const { adapter } = kept;
        const facts = adapterFactsOf(state, kept, space);
        const onnx = adapterOnnx(adapter, facts);
        const agreement = await engine.checkAdapter({ onnx, adapter, data }, { signal });
        if (!agreement.agrees) throw unfit('differs', { rows: agreement.rows });
        const date = new Date().toISOString().slice(0, 10);
        const card = adapterCard(adapterCardOf(state, kept, facts, sentences, date));
        const content: FileContent = { kind: 'adapter', bundle: { adapter, facts, card, agreement } };
        const blob = await engine.writeFile(content, 'zip', { signal, onProgress: progress });
        return { fileName: fileNameOf(state, `adapter-${tidyName(kept.name)}`, 'zip'), blob };
      }),
    async loadAdapter(file) {
      const meantFor = project.serial;
      const loaded = await asJob('import', async ({ signal, progress }) => {
        await services.loaded;
        await encoderSettled(services);
        const read = await engine.readAdapter(file, { signal, onProgress: progress });
        if (meantFor !== project.serial) return null;
        const state = store.getState();
        const found = withLoaded(state, read, crypto.randomUUID().slice(0, 8));
        const { key, adapter } = found.loaded;
        const isTraining = state.adapter.phase === 'running';
        store.setState({
          adapters: found.adapters,
          ...(isTraining ? {} : { adapter: { phase: 'done', key, value: adapter }, liveCurve: [] }),
        });
        return found.loaded.name;
      });
      if (loaded !== null) await after.adapterChanged();
      return loaded;
    },
  };
}
