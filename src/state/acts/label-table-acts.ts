// Labels from a table: read and held against the set in a worker, shown, and applied by one press that undo takes back.
import { errorFacts } from '../../domain/errors';
import type { LabelsFound } from '../../domain/intake/labels-found';
import { tableKind } from '../../domain/intake/table-kind';
import type { ClassId } from '../../domain/types';
import type { Actions, DroppedFile } from '../actions';
import type { AppState } from '../app-state';
import { mostClasses } from '../embeddings-offer';
import { changedItems, effectsOf, type LabelEffects } from '../label-table';
import { judgedWith } from '../patch';
import { images } from '../undo';
import type { Services } from '../workbench';

export interface LabelTableActs extends Pick<Actions, 'loadLabels' | 'applyLabels' | 'dismissLabels'> {
  /** Takes a loose file that is a table of something else than embeddings; false: it is none, or lies in a folder. */
  takeLabels(file: DroppedFile): Promise<boolean>;
}

/** What a preview was made of: it holds as long as these are the same. */
type Seen = Pick<AppState, 'items' | 'classes' | 'names'>;

interface Held {
  readonly file: Blob;
  readonly fileName: string;
  readonly found: LabelsFound;
  readonly effects: LabelEffects;
  readonly seen: Seen;
}

const isSame = (a: Seen, b: Seen) => a.items === b.items && a.classes === b.classes && a.names === b.names;

export function makeLabelTableActs(
  { store, engine, jobs, history, project, loaded }: Services,
  after: { newClass(name: string): ClassId; labelsChanged(): void },
): LabelTableActs {
  let held: Held | null = null;
  let latest = 0;

  /** The file held against the set as it is; null: cancelled, or overtaken by a later file. */
  const look = async (file: Blob, fileName: string): Promise<Held | null> => {
    latest += 1;
    const [own, meantFor] = [latest, project.serial];
    await loaded;
    const { items, classes, names } = store.getState();
    const rows = Array.from(items.values(), ({ id, labels }) => ({
      id,
      labels,
      name: names.get(id) ?? null,
    }));
    const found = await jobs.run('import', 'percent', 0, ({ signal, progress }) =>
      engine.findLabels({ file, items: rows, classes }, { signal, onProgress: progress }),
    );
    if (!found || own !== latest || meantFor !== project.serial) return null;
    const seen = { items, classes, names };
    return { file, fileName, found, effects: effectsOf(seen, found.preview.changes), seen };
  };
  const show = (next: Held | null) => {
    held = next;
    const labelOffer = next && {
      phase: 'ready' as const,
      fileName: next.fileName,
      found: next.found,
      effects: next.effects,
    };
    store.setState({ labelOffer });
  };

  const load = async (file: Blob, fileName: string): Promise<void> => {
    const meantFor = project.serial;
    store.setState({ labelOffer: { phase: 'reading', fileName } });
    try {
      const next = await look(file, fileName);
      if (meantFor === project.serial) show(next);
    } catch (thrown) {
      held = null;
      if (meantFor !== project.serial) return;
      store.setState({ labelOffer: { phase: 'failed', fileName, error: errorFacts(thrown) } });
    }
  };

  /** The preview as it stands, where the set is still the one it was made of; else it is made, and shown, anew. */
  const settled = async (): Promise<Held | null> => {
    const before = held;
    if (!before || isSame(before.seen, store.getState())) return before;
    await load(before.file, before.fileName);
    const told = ({ found, effects }: Held) => JSON.stringify([found.preview, effects]);
    return held && told(held) === told(before) ? held : null;
  };

  return {
    loadLabels: load,
    async takeLabels({ path, file }) {
      if (path.includes('/') || (await tableKind(path, file)) !== 'table') return false;
      void load(file, path);
      return true;
    },
    async applyLabels() {
      const offer = await settled();
      if (!offer || offer.found.preview.newClasses.length > mostClasses) return;
      const { fileName, found, effects } = offer;
      const { changes, newClasses } = found.preview;
      const name = `take ${images(effects.images)} from a table of labels`;
      history.record(name, () => {
        const ids = new Map(store.getState().classes.map((entry) => [entry.name, entry.id]));
        for (const fresh of newClasses) ids.set(fresh, after.newClass(fresh));
        store.setState((state) => {
          const next = changedItems(state, changes, (known) => ids.get(known) as ClassId);
          const items = new Map(state.items);
          for (const item of next) items.set(item.id, item);
          return { items, externalJudged: judgedWith(items, state.externalJudged) };
        });
      });
      held = null;
      store.setState({
        labelOffer: { phase: 'done', fileName, images: effects.images, classes: newClasses.length },
      });
      after.labelsChanged();
    },
    dismissLabels() {
      latest += 1;
      held = null;
      store.setState({ labelOffer: null });
    },
  };
}
