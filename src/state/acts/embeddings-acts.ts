// Embeddings that were computed elsewhere: read in a worker, offered, and taken in by one press; and which space is in use.
import { errorFacts } from '../../domain/errors';
import type { ImportedRows } from '../../domain/intake/imported-rows';
import { mayBeTable, tableKind } from '../../domain/intake/table-kind';
import type { ClassId, ItemId } from '../../domain/types';
import type { Actions, DroppedFile } from '../actions';
import type { AppState } from '../app-state';
import { keepDrop, type MarkTurns, madeSince } from '../drop-step';
import { type ImportWay, offerOf, spaceOfRows } from '../embeddings-offer';
import { notify } from '../jobs';
import { encoderSpace, type ProjectSpace } from '../space';
import type { Services } from '../workbench';
import { type EnteredRows, enterRows, enterVectors, planRows } from './enter-rows';

export interface EmbeddingsActs
  extends Pick<Actions, 'loadEmbeddings' | 'addEmbeddings' | 'dismissEmbeddings' | 'chooseSpace'> {
  /** Takes a dropped file where it is a table of embeddings; false: it is none, and is read as any other. */
  takeTable(file: DroppedFile): Promise<boolean>;
}

interface AfterRows {
  addClass(name: string): ClassId;
  itemsAdded(ids: readonly ItemId[]): Promise<void>;
  /** All vectors in use are other ones now. */
  spaceChanged(): Promise<void>;
}

/** Some milliseconds of work on the page, and one write: what a database is told at once holds the page. */
const rowsABatch = 200;

const breath = () => new Promise((resolve) => setTimeout(resolve));

/** Settled once the encoder runs, or cannot: what made a file's vectors is held against it. */
export function encoderSettled({ store }: Services): Promise<void> {
  const settled = () => store.getState().encoder.phase !== 'starting';
  if (settled()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (!settled()) return;
      stop();
      resolve();
    });
  });
}

function withSpace(state: AppState, space: ProjectSpace): Pick<AppState, 'settings'> {
  const known = state.settings.importedSpaces;
  const isNew = space.kind === 'imported' && !known.some(({ sha256 }) => sha256 === space.sha256);
  const importedSpaces = isNew ? [...known, space] : known;
  // A rendering to come is one of the encoder's inputs: in another space nothing would ever wait for it.
  return { settings: { ...state.settings, space, importedSpaces, renderingWanted: null } };
}

export function makeEmbeddingsActs(services: Services, after: AfterRows): EmbeddingsActs {
  const { store, engine, jobs, project } = services;
  let waiting: readonly { readonly file: Blob; readonly fileName: string }[] = [];
  let held: { readonly rows: ImportedRows; readonly meantFor: number } | null = null;

  const read = async (file: Blob, fileName: string): Promise<void> => {
    const meantFor = project.serial;
    store.setState({ embeddingsOffer: { phase: 'reading', fileName } });
    try {
      await services.loaded;
      await encoderSettled(services);
      const { salt } = store.getState();
      const rows = await jobs.run('import', 'percent', 0, ({ signal, progress }) =>
        engine.readEmbeddings({ file, salt }, { signal, onProgress: progress }),
      );
      if (meantFor !== project.serial) return;
      held = rows && { rows, meantFor };
      const found = rows && offerOf(store.getState(), rows);
      store.setState({ embeddingsOffer: found && { phase: 'ready', fileName, found } });
      if (!rows) await readNext();
    } catch (thrown) {
      if (meantFor !== project.serial) return;
      store.setState({ embeddingsOffer: { phase: 'failed', fileName, error: errorFacts(thrown) } });
    }
  };
  /** One file at a time: a later one is held against what the one before has brought. */
  const readNext = async (): Promise<void> => {
    const { embeddingsOffer } = store.getState();
    const [first, ...rest] = waiting;
    if (!first || (embeddingsOffer && embeddingsOffer.phase !== 'done')) return;
    waiting = rest;
    await read(first.file, first.fileName);
  };

  const load = async (file: Blob, fileName: string): Promise<void> => {
    waiting = [...waiting, { file, fileName }];
    await readNext();
  };

  /** The rows of the standing offer with the space they go into; null where there is none, or another way is meant by now. */
  const settledOffer = (way: ImportWay) => {
    const state = store.getState();
    if (!held || held.meantFor !== project.serial || state.embeddingsOffer?.phase !== 'ready') return null;
    const { rows } = held;
    const found = offerOf(state, rows);
    const { fileName } = state.embeddingsOffer;
    if (!found.ways.includes(way)) {
      // The set has changed since it was offered: what is asked now is shown, and nothing is done.
      store.setState({ embeddingsOffer: { phase: 'ready', fileName, found } });
      return null;
    }
    const space = way === 'same-encoder' ? state.settings.space : spaceOfRows(state, rows);
    return { rows, found, fileName, space };
  };

  return {
    loadEmbeddings: load,
    async takeTable({ path, file }) {
      if (!mayBeTable(path) || (await tableKind(path, file)) !== 'embeddings') return false;
      void load(file, path.slice(path.lastIndexOf('/') + 1));
      return true;
    },
    async addEmbeddings(way) {
      const offer = settledOffer(way);
      if (!offer) return;
      const { rows, found, fileName, space } = offer;
      const meantFor = project.serial;
      held = null;
      const changed = store.getState().items.size > 0 && way === 'new-space';
      store.setState((state) => ({ ...withSpace(state, space), embeddingsOffer: null }));
      await breath();
      const before = store.getState().classes;
      const turns: MarkTurns = new Map();
      const plan = planRows(store.getState(), rows, space, found, after.addClass);
      const added: ItemId[] = [];
      const vectors: EnteredRows['vectors'][number][] = [];
      let [known, done] = [0, 0];
      try {
        await jobs.run('import', 'rows', found.rows, async ({ signal, progress }) => {
          for (; done < found.rows; done = Math.min(found.rows, done + rowsABatch)) {
            signal.throwIfAborted();
            const batch = await enterRows(
              services,
              plan,
              done,
              Math.min(found.rows, done + rowsABatch),
              turns,
            );
            added.push(...batch.added);
            vectors.push(...batch.vectors);
            known += batch.known;
            progress({ done, total: found.rows, perSecond: null });
            await breath();
          }
        });
        if (meantFor !== project.serial) return;
        enterVectors(services, vectors);
        const { classes } = store.getState();
        const made = madeSince(before, classes);
        keepDrop(services.history, { classes }, { added, turns, made });
        await breath();
        if (meantFor !== project.serial) return;
        store.setState({
          embeddingsOffer: { phase: 'done', fileName, rows: found.rows, added: added.length, known },
        });
        if (changed) await after.spaceChanged();
        await after.itemsAdded(added);
        await readNext();
      } catch (thrown) {
        notify(store, thrown);
      }
    },
    async dismissEmbeddings() {
      held = null;
      store.setState({ embeddingsOffer: null });
      await readNext();
    },
    async chooseSpace(sha256) {
      const { space: before, importedSpaces } = store.getState().settings;
      const space = importedSpaces.find((one) => one.sha256 === sha256) ?? encoderSpace;
      const keyOf = (one: ProjectSpace) => (one.kind === 'imported' ? one.sha256 : null);
      if (keyOf(space) === keyOf(before)) return;
      store.setState((state) => withSpace(state, space));
      await after.spaceChanged();
    },
  };
}
