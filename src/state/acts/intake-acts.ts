// Files on their way in: listing, the one question about folders, then the batch.
import { expandArchive } from '../../domain/intake/archive';
import { assignFiles, planFolders } from '../../domain/intake/folders';
import { type SampleFile, sampleFileCount, sampleFiles, sampleProbes } from '../../domain/sample/sample-set';
import type { ClassId } from '../../domain/types';
import type { Actions, DroppedFile } from '../actions';
import type { FolderLayout, FolderReview } from '../app-state';
import { notify } from '../jobs';
import type { Services } from '../workbench';
import { type BatchEntry, readBatch } from './read-batch';

type IntakeActs = Pick<
  Actions,
  | 'addFiles'
  | 'chooseLayout'
  | 'confirmReview'
  | 'cancelReview'
  | 'dismissIntakeReport'
  | 'addSampleSet'
  | 'cancelJob'
>;

/** What intake needs of its neighbours once new items stand in the set. */
export interface AfterIntake {
  addClass(name: string): ClassId;
  itemsAdded(ids: readonly string[]): Promise<void>;
}

/** A file with the class it is for: by name, made when its batch begins, or one that stands already. */
interface PlacedFile extends BatchEntry {
  readonly className: string | null;
}

const tellEveryMs = 200;
const breatheEveryMs = 20;
const sampleSeed = 1;

export function makeIntakeActs(services: Services, after: AfterIntake): IntakeActs {
  const { store, jobs } = services;
  // Folders whose question is not answered yet; the first one's is shown.
  let waiting: {
    readonly files: readonly DroppedFile[];
    readonly review: FolderReview;
    readonly meantFor: number;
  }[] = [];
  const showReview = () => {
    waiting = waiting.filter(({ meantFor }) => meantFor === services.project.serial);
    store.setState({ review: waiting[0]?.review ?? null });
  };
  // Batches run one after the other: a second drop waits for the first.
  let tail: Promise<void> = Promise.resolve();

  /** Runs one batch after those before it; settles when the map has taken its images in. */
  const run = async (files: readonly PlacedFile[], meantFor: number): Promise<void> => {
    const batch = tail.then(async () => {
      // Before the kept project is there, classes and images that come in would be overwritten by it.
      await services.loaded;
      if (meantFor !== services.project.serial) return [];
      const entries = files.map(({ className, classId, ...rest }) => ({
        ...rest,
        classId: className === null ? classId : classNamed(className),
      }));
      return readBatch(services, entries);
    });
    tail = batch.then(
      () => undefined,
      () => undefined,
    );
    try {
      const added = await batch;
      if (meantFor === services.project.serial) await after.itemsAdded(added);
    } catch (thrown) {
      store.setState({ intake: { phase: 'idle' } });
      notify(store, thrown);
    }
  };

  const classNamed = (name: string): ClassId => {
    const known = store.getState().classes.find((candidate) => candidate.name === name);
    return known?.id ?? after.addClass(name);
  };

  const list = async (files: Parameters<Actions['addFiles']>[0]): Promise<DroppedFile[]> => {
    const found: DroppedFile[] = [];
    let told = 0;
    let breathed = performance.now();
    for await (const file of files) {
      for await (const entry of expandArchive(file)) {
        found.push(entry);
        const now = performance.now();
        // Entries of an archive come without a pause of their own.
        if (now - breathed > breatheEveryMs) {
          await new Promise((resolve) => setTimeout(resolve));
          breathed = performance.now();
        }
        if (now - told < tellEveryMs) continue;
        told = now;
        store.setState({ listing: found.length });
      }
    }
    store.setState({ listing: null });
    return found;
  };

  const reviewOf = (files: readonly DroppedFile[], layout: FolderLayout | null): FolderReview => {
    const plan = planFolders(
      files.map(({ path }) => path),
      layout ?? undefined,
    );
    return {
      layouts: plan.layouts,
      chosen: plan.layout,
      classes: plan.classes,
      total: plan.total,
      junk: plan.junk,
    };
  };

  const placed = (files: readonly DroppedFile[], layout: FolderLayout): PlacedFile[] => {
    const assigned = assignFiles(
      files.map(({ path }) => path),
      layout,
    );
    return files.flatMap(({ path, ...file }, i) => {
      const place = assigned[i];
      if (!place || place.junk) return [];
      const { className, group } = place;
      const name = path.slice(path.lastIndexOf('/') + 1);
      return [{ ...file, name, className, classId: null, folderGroup: group, synthetic: false }];
    });
  };

  /** Draws the sample set and a new image of each class; null when it was cancelled. */
  const drawSamples = (): Promise<PlacedFile[] | null> =>
    jobs.run('sample', 'images', sampleFileCount, async ({ signal, progress }) => {
      const entries: PlacedFile[] = [];
      const add = async ({ path, group, bytes }: SampleFile, className: string | null) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        const file = new File([bytes as BlobPart], name);
        entries.push({ name, file, className, classId: null, folderGroup: group, synthetic: true });
        progress({ done: entries.length, total: sampleFileCount, perSecond: null });
        // Drawing an image takes some milliseconds: let the page breathe between them.
        await new Promise((resolve) => setTimeout(resolve));
        signal.throwIfAborted();
      };
      for (const sample of sampleFiles(sampleSeed)) await add(sample, sample.className);
      for (const probe of sampleProbes(sampleSeed)) await add(probe, null);
      return entries;
    });

  return {
    async addFiles(files, target) {
      const meantFor = services.project.serial;
      const found = await list(files);
      if (found.length === 0) return;
      if (target.to !== 'folders') {
        const classId = target.to === 'class' ? target.classId : null;
        const kept = placed(found, 'flat').map((entry) => ({ ...entry, classId }));
        await run(kept, meantFor);
        return;
      }
      const review = reviewOf(found, null);
      if (review.chosen === 'flat') {
        await run(placed(found, 'flat'), meantFor);
        return;
      }
      waiting = [...waiting, { files: found, review, meantFor }];
      showReview();
    },
    chooseLayout(layout) {
      const [first, ...rest] = waiting;
      if (!first) return;
      waiting = [{ ...first, review: reviewOf(first.files, layout) }, ...rest];
      showReview();
    },
    async confirmReview() {
      const [first, ...rest] = waiting;
      if (!first) return;
      waiting = rest;
      showReview();
      await run(placed(first.files, first.review.chosen), first.meantFor);
    },
    cancelReview() {
      waiting = waiting.slice(1);
      showReview();
    },
    dismissIntakeReport() {
      store.setState({ intake: { phase: 'idle' }, refusals: [] });
    },
    async addSampleSet() {
      const meantFor = services.project.serial;
      const entries = await drawSamples();
      if (entries) await run(entries, meantFor);
    },
    cancelJob: (jobId) => jobs.cancel(jobId),
  };
}
