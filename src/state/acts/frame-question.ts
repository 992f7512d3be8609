// The question about frames and series of a drop: the look at the headers, what each answer gives, and what is read then.
import { isAbort } from '../../domain/errors';
import type { StudyVector } from '../../domain/explore/study-vector';
import { findFrames, imagesFrom, type PlannedFile, planFrames } from '../../domain/intake/frame-plan';
import { defaultUse, type FrameChoice, type FrameUse } from '../../domain/intake/frame-use';
import type { Peek } from '../../domain/intake/peek';
import type { DroppedFile } from '../actions';
import type { Settings } from '../app-state';
import type { FrameQuestion, FrameReview } from '../intake-state';
import type { Services } from '../workbench';
import type { BatchEntry } from './pending';

/** A file with what its header says; null where nobody looked. */
export interface LookedFile extends DroppedFile {
  readonly peek: Peek | null;
}

/** A file with the class it is for: by name, made when its batch begins, or one that stands already. */
export interface PlacedFile extends BatchEntry {
  readonly className: string | null;
  readonly peek?: Peek | null;
}

/**
 * Files of one call: enough to make the way to the worker cheap, few enough for a cancel to be heard soon and for the page not to
 * be held while they are handed over (up to 0.4 ms a file).
 */
const filesPerCall = 20;

/** Looks at the headers of a drop as a job; null when it was cancelled. A lost worker only means that nothing is known. */
export async function lookAt(
  { store, engine, jobs }: Services,
  files: readonly DroppedFile[],
): Promise<readonly LookedFile[] | null> {
  const peeks: (Peek | null)[] = new Array(files.length).fill(null);
  const { salt } = store.getState();
  const ended = await jobs.run('scan', 'files', files.length, async ({ signal, progress }) => {
    let [next, done] = [0, 0];
    const look = async () => {
      for (let from = next; from < files.length; from = next) {
        next += filesPerCall;
        const part = files.slice(from, from + filesPerCall);
        const wanted = part.flatMap((file, i) => (file.refused ? [] : [i]));
        try {
          const request = {
            files: wanted.map((i) => ({ file: part[i]!.file, packed: part[i]!.packed })),
            salt,
          };
          const found = await engine.peek(request, { signal });
          found.forEach((peek, i) => {
            peeks[from + wanted[i]!] = peek;
          });
        } catch (thrown) {
          if (isAbort(thrown)) throw thrown;
        }
        done += part.length;
        progress({ done, total: files.length, perSecond: null });
      }
    };
    await Promise.all(Array.from({ length: engine.readers }, look));
    return true;
  });
  return ended ? files.map((file, i) => ({ ...file, peek: peeks[i] ?? null })) : null;
}

const planned = ({ name, className, classId, folderGroup, part, peek }: PlacedFile): PlannedFile => ({
  name,
  place: JSON.stringify([className, classId, folderGroup, part ?? null]),
  peek: peek ?? null,
});

const uses: readonly FrameUse[] = ['middle', 'all', 'nth', 'mean'];

function question(lengths: readonly number[], chosen: FrameUse, every: number): FrameQuestion | null {
  if (lengths.length === 0) return null;
  const images = Object.fromEntries(uses.map((use) => [use, imagesFrom(lengths, use, every)]));
  return {
    stacks: lengths.length,
    slices: lengths.reduce((sum, length) => sum + length, 0),
    chosen,
    images: images as Record<FrameUse, number>,
  };
}

/** Answers that are being given. */
export interface FrameDraft extends FrameChoice {
  readonly studyVector: StudyVector;
}

/** The project's answers; where it has none, those of the draft, else what is proposed. */
function answered(known: FrameChoice, draft: FrameChoice): Readonly<Record<'files' | 'series', FrameUse>> {
  return {
    files: known.files ?? draft.files ?? defaultUse.files,
    series: known.series ?? draft.series ?? defaultUse.series,
  };
}

/**
 * The question that a drop raises; null when it holds no frames or series, or the project has its answers.
 * @param known what the project has answered. @param draft the answers so far.
 */
export function frameReviewOf(
  files: readonly PlacedFile[],
  known: FrameChoice,
  draft: FrameDraft,
): FrameReview | null {
  const found = findFrames(files.map(planned));
  const { every, studyVector } = draft;
  const used = answered(known, draft);
  const ask = (part: 'files' | 'series') =>
    known[part] === null ? question(found[part], used[part], every) : null;
  const review = { files: ask('files'), series: ask('series'), every };
  if (!review.files && !review.series) return null;
  const stacked = found.files.length + found.series.reduce((sum, length) => sum + length, 0);
  const images =
    files.length -
    stacked +
    imagesFrom(found.files, used.files, every) +
    imagesFrom(found.series, used.series, every);
  return { ...review, studyVector, images };
}

/** The answers to keep: only of what was asked; one left as it was proposed is an answer, too. */
export function answersOf(
  { files, series, every, studyVector }: FrameReview,
  known: FrameChoice,
): Pick<Settings, 'frames' | 'studyVector'> {
  const frames = { files: files?.chosen ?? known.files, series: series?.chosen ?? known.series, every };
  return { frames, studyVector };
}

/** What is read of the files under a choice, and the names of the slices left out. */
export function framesOf(
  files: readonly PlacedFile[],
  choice: FrameChoice,
): { readonly entries: readonly PlacedFile[]; readonly leftOut: readonly string[] } {
  const { units, leftOut } = planFrames(files.map(planned), choice);
  const entries = units.map((unit): PlacedFile => {
    const { as, frames, of, seriesKey } = unit;
    const first = files[unit.files[0]!]!;
    if (as === 'each' && frames === null) return { ...first, seriesKey };
    const slices = unit.files.map((at) => {
      const { file, packed, refused, name } = files[at]!;
      return { file, name, ...(packed ? { packed } : {}), ...(refused ? { refused } : {}) };
    });
    return { ...first, seriesKey, stack: { as, files: slices, frames, of, seriesKey } };
  });
  return { entries, leftOut: leftOut.map((at) => files[at]!.name) };
}
