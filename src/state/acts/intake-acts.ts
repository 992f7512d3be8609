// Files on their way in: listing, a look at the headers, the questions about folders and frames, then the batch.
import { expandArchive } from '../../domain/intake/archive';
import { assignFiles, planFolders } from '../../domain/intake/folders';
import { type SampleFile, sampleFileCount, sampleFiles, sampleProbes } from '../../domain/sample/sample-set';
import type { ClassId } from '../../domain/types';
import type { Actions, DroppedFile } from '../actions';
import { keepDrop, madeSince } from '../drop-step';
import type { FolderLayout, FolderReview } from '../intake-state';
import { notify } from '../jobs';
import { isImported } from '../space';
import type { Services } from '../workbench';
import {
  answersOf,
  type FrameDraft,
  frameReviewOf,
  framesOf,
  type LookedFile,
  lookAt,
  type PlacedFile,
} from './frame-question';
import { cancelledReport, newEnd, readBatch } from './read-batch';

type IntakeActs = Pick<
  Actions,
  | 'addFiles'
  | 'chooseLayout'
  | 'chooseFrames'
  | 'markReviewExternal'
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
  /** Takes a table of embeddings; false: the file is none. */
  takeTable(file: DroppedFile): Promise<boolean>;
}

/** A drop whose questions are not answered yet. */
interface Drop {
  readonly files: readonly LookedFile[];
  /** The secret that its keys of series were made with. */
  readonly salt: string;
  /** The question about folders; null where there is none. */
  readonly review: FolderReview | null;
  /** Where the files go when folders mean nothing. */
  readonly classId: ClassId | null;
  /** The answers about frames so far. */
  readonly draft: FrameDraft;
  readonly meantFor: number;
}

const tellEveryMs = 200;
const breatheEveryMs = 20;
const sampleSeed = 1;

export function makeIntakeActs(services: Services, after: AfterIntake): IntakeActs {
  const { store, jobs } = services;
  // Drops with a question; the first one's is shown.
  let waiting: readonly Drop[] = [];
  const known = () => store.getState().settings.frames;
  const filesOf = ({ files, review, classId }: Drop): PlacedFile[] =>
    placed(files, review).map((file) => ({ ...file, classId }));
  // Most drops hold nothing to ask about: that is told before thousands of paths are gone through.
  const mayAsk = ({ files }: Drop) =>
    files.some(({ peek }) => peek !== null && (peek.frames > 1 || peek.seriesKey !== null));
  // Of vectors from elsewhere each row takes one picture: nothing is to be asked about frames.
  const questionOf = (drop: Drop) =>
    mayAsk(drop) && !isImported(store.getState()) ? frameReviewOf(filesOf(drop), known(), drop.draft) : null;
  const showReview = () => {
    waiting = waiting.filter(({ meantFor }) => meantFor === services.project.serial);
    const [first] = waiting;
    store.setState({ review: first?.review ?? null, frameReview: first ? questionOf(first) : null });
  };
  /** Changes the first drop that waits. */
  const change = (edit: (drop: Drop) => Drop) => {
    waiting = waiting.map((drop, i) => (i === 0 ? edit(drop) : drop));
    showReview();
  };
  const runDrop = async (asked: Drop): Promise<void> => {
    await services.loaded;
    // Dropped before the kept project was there: its secret and its answers count.
    const own = asked.salt === store.getState().salt;
    const drop = own ? asked : { ...asked, files: (await lookAt(services, asked.files)) ?? asked.files };
    const files = filesOf(drop);
    const { entries, leftOut } = isImported(store.getState())
      ? { entries: files, leftOut: [] }
      : framesOf(files, known());
    return run(entries, drop.meantFor, asideOf(drop.files), leftOut);
  };
  void services.loaded.then(showReview);
  // Batches run one after the other: a second drop waits for the first.
  let tail: Promise<void> = Promise.resolve();

  /** Runs one batch after those before it; settles when the map has taken its images in. */
  const run = async (
    files: readonly PlacedFile[],
    meantFor: number,
    aside: readonly string[] = [],
    leftOut: readonly string[] = [],
  ): Promise<void> => {
    const batch = tail.then(async () => {
      // Before the kept project is there, classes and images that come in would be overwritten by it.
      await services.loaded;
      if (meantFor !== services.project.serial) return [];
      const before = store.getState().classes;
      const entries = files.map(({ className, classId, peek: _looked, ...rest }) => ({
        ...rest,
        classId: className === null ? classId : classNamed(className),
      }));
      const made = madeSince(before, store.getState().classes);
      const end = newEnd();
      await readBatch(services, entries, aside, leftOut, end).finally(() => {
        if (meantFor === services.project.serial)
          keepDrop(services.history, store.getState(), { ...end, made });
      });
      return end.added;
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
      if (await after.takeTable(file)) continue;
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

  const reviewOf = (
    files: readonly DroppedFile[],
    layout: FolderLayout | null,
    external = false,
  ): FolderReview => {
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
      parts: plan.parts ?? null,
      external,
    };
  };

  const placed = (files: readonly LookedFile[], review: FolderReview | null): PlacedFile[] => {
    const assigned = assignFiles(
      files.map(({ path }) => path),
      review?.chosen ?? 'flat',
    );
    return files.flatMap((file, i) => {
      const { path } = file;
      const place = assigned[i];
      if (!place || place.junk) return [];
      const { className, group, split } = place;
      const [name = path, folder = null] = path.split('/').reverse();
      const part = review?.external ? 'external' : (split ?? undefined);
      return [
        { ...file, name, className, classId: null, folderGroup: group, folder, part, synthetic: false },
      ];
    });
  };

  /** Names of the system clutter, which `placed` leaves out. */
  const asideOf = (files: readonly DroppedFile[]): string[] => {
    const paths = files.map(({ path }) => path);
    const assigned = assignFiles(paths, 'flat');
    return paths.flatMap((path, i) => (assigned[i]?.junk ? [path.slice(path.lastIndexOf('/') + 1)] : []));
  };

  /** Draws the sample set and a new image of each class; null when it was cancelled. */
  const drawSamples = (): Promise<PlacedFile[] | null> =>
    jobs.run('sample', 'images', sampleFileCount, async ({ signal, progress }) => {
      const entries: PlacedFile[] = [];
      const add = async ({ path, group, bytes }: SampleFile, className: string | null) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        const file = new File([bytes as BlobPart], name);
        entries.push({
          name,
          file,
          className,
          classId: null,
          folderGroup: group,
          folder: null,
          synthetic: true,
        });
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
      const { salt } = store.getState();
      const looked = await lookAt(services, found);
      if (meantFor !== services.project.serial) return;
      if (!looked) {
        store.setState({ intake: { phase: 'done', ...cancelledReport(found) } });
        return;
      }
      const folders = target.to === 'folders' ? reviewOf(found, null) : null;
      const review = folders?.chosen === 'flat' ? null : folders;
      const classId = target.to === 'class' ? target.classId : null;
      const { studyVector } = store.getState().settings;
      const draft = { ...known(), files: null, series: null, studyVector };
      const drop: Drop = { files: looked, salt, review, classId, draft, meantFor };
      if (!review && !questionOf(drop)) {
        await runDrop(drop);
        return;
      }
      waiting = [...waiting, drop];
      showReview();
    },
    chooseLayout: (layout) =>
      change((drop) => ({
        ...drop,
        review: drop.review && reviewOf(drop.files, layout, drop.review.external),
      })),
    markReviewExternal: (external) =>
      change((drop) => ({ ...drop, review: drop.review && { ...drop.review, external } })),
    chooseFrames: (answer) => change((drop) => ({ ...drop, draft: { ...drop.draft, ...answer } })),
    async confirmReview() {
      const [first] = waiting;
      if (!first) return;
      const question = questionOf(first);
      if (question) {
        store.setState(({ settings }) => ({
          settings: { ...settings, ...answersOf(question, settings.frames) },
        }));
      }
      // Those behind it may have asked only what is answered now.
      const next = waiting.findIndex((drop, i) => i > 0 && (drop.review || questionOf(drop)));
      const ready = waiting.slice(0, next < 0 ? waiting.length : next);
      waiting = waiting.slice(ready.length);
      showReview();
      await Promise.all(ready.map(runDrop));
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
