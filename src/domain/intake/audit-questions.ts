// What the workbench would ask about a folder's files before it reads them: part of a look at a folder beforehand.
import type { ImageFormat } from '../types';
import type { Audit } from './audit';
import { assignFiles, planFolders } from './folders';
import { type FrameCause, frameCauses, type PlannedFile } from './frame-plan';
import { withoutPicked } from './frame-use';
import type { Peek } from './peek';

/** Formats that are decoded by a browser or not at all. */
const browserOnly: readonly ImageFormat[] = ['gif', 'webp'];

/**
 * The verdict on a file that the workbench would ask about. What is refused stays so, but for a file that is refused only
 * because there is no browser to decode it: its header has been read, and that is what the question is about.
 * @param format what the header was recognised as.
 */
export function askedAbout(audit: Audit, question: FrameCause, format: ImageFormat): Audit {
  if (audit.verdict === 'refused') {
    const undecoded = audit.error.code === 'unsupported-format' && browserOnly.includes(format);
    if (!undecoded) return audit;
    return { verdict: 'asked', causes: [question.code], question, notes: [], format, figures: null };
  }
  const notes = withoutPicked(audit.notes);
  const codes = new Set(notes.map(({ code }) => code));
  const { figures } = audit;
  return { verdict: 'asked', causes: [question.code, ...codes], question, notes, format, figures };
}

/** A file on its way through a look at a folder. */
export interface AuditedFile {
  /** With the folder's own name in front, as a drop of it gives. */
  readonly path: string;
  /** null: not looked at. */
  readonly peek: Peek | null;
}

/**
 * For each file of a folder, what the workbench would ask about its frames: folders are read by the layout that is proposed
 * first, since slices of different classes or patients make no series together. System clutter is never asked about.
 */
export function questionsOf(files: readonly AuditedFile[]): (FrameCause | null)[] {
  const paths = files.map(({ path }) => path);
  const assigned = assignFiles(paths, planFolders(paths).layout);
  const planned = files.map(({ path, peek }, i): PlannedFile => {
    const { junk = true, className = null, group = null } = assigned[i] ?? {};
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { name, place: JSON.stringify([className, group]), peek: junk ? null : peek };
  });
  return frameCauses(planned);
}
