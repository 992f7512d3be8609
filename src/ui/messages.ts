// Error codes as sentences: what happened, to which file, what to do. One exhaustive table; notes are in note-words.ts.
import type { AppErrorCode, ErrorDetail, ErrorFacts } from '../domain/errors';
import { adapterMessage } from './adapter-file-words';
import { storageMessages } from './storage-words';
import { tableWords } from './table-words';

/** What an error is told as. */
export interface Message {
  /** What happened, in one sentence without the file's name (that stands before it). */
  readonly sentence: (detail: ErrorDetail) => string;
  /** What to do. */
  readonly advice: string | ((detail: ErrorDetail) => string);
}

/** "8,130 of 8,192 bytes", or only what is there where the missing end has no known length (`need` one past `have`). */
function ofTotal({ have, need }: ErrorDetail): string {
  if (typeof have !== 'number' || typeof need !== 'number') return '';
  return need === have + 1 ? ` (after ${bytes(have)} bytes)` : ` (${bytes(have)} of ${bytes(need)} bytes)`;
}

const bytes = (n: number) => n.toLocaleString('en-US');

/** " (limit 1,024 MB)", where the detail names one in bytes. */
function byteLimit({ limit }: ErrorDetail): string {
  if (typeof limit !== 'number') return '';
  const megabytes = limit / 1024 / 1024;
  return megabytes < 1 ? ` (limit ${bytes(limit)} bytes)` : ` (limit ${bytes(Math.round(megabytes))} MB)`;
}

/** Whether a method of clustering was given more rows than it takes. */
function tooManyRows(detail: ErrorDetail): detail is { readonly rows: number; readonly most: number } {
  return typeof detail.rows === 'number' && typeof detail.most === 'number';
}

/** What is lacking where some of the set is to be held out; null: it is about something else. `one`, `many`: a group's name. */
function heldOutLack({ groups, test, train, one = 'group', many = 'groups' }: ErrorDetail): string | null {
  if (groups !== undefined)
    return `One class lies in ${groups === 1 ? `one ${one}` : `${groups} ${many}`} only; judging needs two, so that one can be held out.`;
  if (test !== undefined) return 'There is no labelled image to judge on: the test part is empty.';
  return train !== undefined ? 'There is no labelled image to learn from: the training part is empty.' : null;
}

/** The first known fact among `keys` in brackets, else nothing. */
function fact(detail: ErrorDetail, ...keys: readonly string[]): string {
  for (const key of keys) if (detail[key] !== undefined && detail[key] !== '') return ` (${detail[key]})`;
  return '';
}

/** What to do about a format that is not read, by its name; the first that fits. */
const waysOut: readonly (readonly [RegExp, string])[] = [
  [/video/, 'Export single frames as PNG, or the recording as DICOM, and add those.'],
  [/^PDF/, 'Export its pages or figures as PNG and add those.'],
  [/^SVG/, 'Drawings are not opened, since they can carry programs; export it as PNG and add that.'],
  [/HEIC|AVIF|JPEG XL|JPEG 2000|Photoshop/, 'Open it in a picture viewer, save it as PNG, and add that.'],
  [/TIFF/, 'Save it as TIFF without compression (or with LZW or Deflate), or as PNG, and add that.'],
  [/ZIP with|7-Zip|RAR|gzip/, 'Unpack it and add the folder, or pack it anew as a plain .zip.'],
  [/^ZIP/, 'Give it the file ending .zip, or unpack it, and add it again.'],
  [/NIfTI/, 'Save header and voxels as one .nii file and add that.'],
  [
    /MATLAB/,
    'Write its pictures as PNG or TIFF (imwrite), or the volume as NIfTI (niftiwrite), and add those.',
  ],
  [/volume|HDF5|NumPy/, 'Convert it to NIfTI (.nii or .nii.gz), or export slices as PNG, and add those.'],
];

function wayOut({ format }: ErrorDetail): string {
  const known = waysOut.find(([pattern]) => pattern.test(String(format)));
  return known?.[1] ?? 'Export it as PNG (16 bit for grey images) or DICOM and add that.';
}

const messages: Readonly<Record<AppErrorCode, Message>> = {
  'empty-file': {
    sentence: () => 'The file is empty (0 bytes).',
    advice: 'Copy or export it again from where it came.',
  },
  'unreadable-file': {
    sentence: () => 'The file could not be opened.',
    advice: 'See that it still exists and that you may read it, then add it again.',
  },
  'not-a-file': {
    sentence: (d) => `This is no file of its own${fact(d, 'kind')}.`,
    advice: 'Put the file itself into the folder; links, pipes and devices are not opened.',
  },
  'file-too-large': {
    sentence: (d) => `The file is larger than the limit${byteLimit(d)}.`,
    advice: 'Export the image smaller, or one frame of it.',
  },
  'unknown-format': {
    sentence: () => 'Not an image this page knows.',
    advice: 'Add PNG, JPEG, WebP, BMP, GIF, TIFF, NIfTI or DICOM files, or a ZIP of such.',
  },
  'unsupported-format': {
    sentence: (d) => `The format${fact(d, 'format')} is not supported.`,
    advice: wayOut,
  },
  truncated: {
    sentence: (d) => `The file ends early${ofTotal(d)}.`,
    advice: 'Copy or download it again; the copy was cut off.',
  },
  damaged: {
    sentence: (d) => `The image data is damaged${fact(d, 'part')}.`,
    advice: 'Copy or export it again from where it came.',
  },
  'too-many-pixels': {
    sentence: (d) =>
      `The image has too many pixels${d.megapixels !== undefined ? ` (${d.megapixels} megapixels, limit ${d.limit})` : ''}.`,
    advice: 'Export it smaller, or cut out the part you need.',
  },
  'too-small': {
    sentence: (d) =>
      `The image is too small${d.width !== undefined ? ` (${d.width} x ${d.height} px)` : ''}; it needs 2 px a side.`,
    advice: 'Add a larger version.',
  },
  'no-image': {
    sentence: (d) => `There is no image in this object${fact(d, 'object')}.`,
    advice: 'Leave it out; reports, plans and waveforms cannot be shown here.',
  },
  'bad-header': {
    sentence: (d) => `The header contradicts itself${fact(d, 'field')}.`,
    advice: 'Export the image again; its header cannot be trusted.',
  },
  'unsupported-transfer-syntax': {
    sentence: (d) => `The compression (transfer syntax) is not supported${fact(d, 'syntax')}.`,
    advice: 'Export it uncompressed, or as JPEG 2000 or JPEG-LS.',
  },
  'unsupported-pixels': {
    sentence: (d) => `The kind of pixels is not supported${fact(d, 'pixels')}.`,
    advice: 'Export it as 8 or 16 bit grey, or as RGB.',
  },
  'nested-too-deeply': {
    sentence: () => 'The header is nested too deeply to be a real image.',
    advice: 'Leave it out, or export the image again.',
  },
  'expands-past-limit': {
    sentence: (d) => `Unpacked, the file would pass the limit${byteLimit(d)}.`,
    advice: 'Leave it out, or export the image uncompressed.',
  },
  'slide-pyramid': {
    sentence: (d) =>
      `This is a whole-slide image${d.width !== undefined ? ` (${d.width} x ${d.height} px in ${d.levels} levels)` : ''}; slides are not supported.`,
    advice:
      'Cut out the regions you need in a slide viewer (QuPath, for one) and export them as PNG or TIFF.',
  },
  encrypted: {
    sentence: () => 'The file is encrypted in its archive.',
    advice: 'Unpack the archive with its password and add the folder.',
  },
  'archive-unreadable': {
    sentence: (d) => `This kind of archive is not supported${fact(d, 'kind')}.`,
    advice: 'Unpack it and add the folder, or split it into smaller archives.',
  },
  'archive-in-archive': {
    sentence: () => 'The archive lies too deep inside other archives.',
    advice: 'Unpack the outer archive and add what is in it.',
  },
  'too-many-entries': {
    sentence: (d) =>
      `The archive holds too many files${d.entries !== undefined ? ` (${d.entries}, limit ${d.limit})` : ''}.`,
    advice: 'Unpack it and add part of it at a time.',
  },
  'bad-arrays': {
    sentence: (d) => `The arrays are not those of a labelled image set${fact(d, 'field')}.`,
    advice:
      'Add a MedMNIST file (train_images as n x height x width [x 3], 8 bit, and train_labels as n x 1), or a folder of images.',
  },
  'bad-table': {
    sentence: (d) => tableWords(d).sentence,
    advice: (d) => tableWords(d).advice,
  },
  'several-labels': {
    sentence: (d) =>
      `The images of this set have several labels each${fact(d, 'labels')}, which cannot be read from arrays yet.`,
    advice: 'Use a set with one label an image, or add the images as files and label them here.',
  },
  'canvas-altered': {
    sentence: (d) => `This browser does not let the page read the pixels of this format${fact(d, 'format')}.`,
    advice:
      'Save it as PNG or JPEG and add that, or let this page read canvases in the privacy settings of the browser.',
  },
  'no-vector': {
    sentence: (d) =>
      d.why === 'several'
        ? 'No vector for this picture: several rows, or several files, bear this name.'
        : d.why === 'other'
          ? 'No vector for this picture: the row of this name has another picture already.'
          : 'No vector for this picture: the vectors of this project were computed elsewhere, and no row bears this name.',
    advice:
      'Give the file the name that its row has as an id, add a row for it, or use the vectors of the encoder (Data, Embeddings).',
  },
  'decoder-failed': {
    sentence: (d) => `The image could not be decoded${fact(d, 'decoder', 'kind')}.`,
    advice: 'Open it in another viewer and save it as PNG, then add that.',
  },
  'worker-crashed': {
    sentence: () => 'A background part of the page stopped unexpectedly.',
    advice: 'Try again; it starts anew by itself. If it happens again, reload the page.',
  },
  'worker-silent': {
    sentence: () => 'A background part of the page did not answer and was ended.',
    advice: 'Try again. If it happens again, close other heavy tabs and reload the page.',
  },
  'encoder-missing': {
    sentence: () => 'The encoder file could not be loaded.',
    advice: 'Reload the page. If it stays, the site was not copied completely.',
  },
  'encoder-damaged': {
    sentence: (d) =>
      d.field === undefined
        ? 'The encoder file is not the one its manifest names (its SHA-256 differs).'
        : `The encoder's files do not fit together${fact(d, 'field')}.`,
    advice: 'Reload without the cache (Ctrl+Shift+R). Do not use results from a damaged file.',
  },
  'encoder-invalid-output': {
    sentence: ({ what }) =>
      what === 'stopped'
        ? 'The encoder stopped with an error; nothing of it was kept.'
        : 'The encoder returned invalid numbers; they were not kept.',
    advice: 'Try again. If it stays, use another browser and tell us which one failed.',
  },
  'no-backend': {
    sentence: () => 'This browser can run the encoder neither on WebAssembly nor on WebGPU.',
    advice: 'Use a current Chrome, Edge or Firefox.',
  },
  'too-few-classes': {
    sentence: () => 'Training needs at least 2 classes.',
    advice: 'Add a class and put images into it.',
  },
  'too-few-items': {
    sentence: (d) =>
      heldOutLack(d) ??
      (d.k !== undefined
        ? `There are fewer images (${d.rows}) than clusters asked for (${d.k}).`
        : d.without !== undefined
          ? `Training also needs at least 5 images without each label; one label is missing from only ${d.have}.`
          : `Training needs at least 5 images in each class${d.have !== undefined ? `; one class has ${d.have}` : ''}.`),
    advice: (d) =>
      d.k !== undefined
        ? 'Ask for fewer clusters, or add images.'
        : heldOutLack(d) !== null
          ? `Add images of other ${d.many ?? 'groups'} to it, or judge on folds instead of a given split.`
          : 'Add images to the small classes, or label some of the unlabelled.',
  },
  ...storageMessages,
  'adapter-unfit': adapterMessage,
  'project-damaged': {
    sentence: (d) => `The project file is damaged${fact(d, 'part')}; nothing was changed.`,
    advice:
      'Copy it again from where it came. It is a ZIP archive: what is intact in it (labels.csv, for one) can be unpacked.',
  },
  'project-newer': {
    sentence: (d) =>
      `The project file was made by a newer version of Lightbench${d.version !== undefined ? ` (its format is number ${d.version})` : ''}; nothing was changed.`,
    advice: 'Open it with that version, or reload this page to get the newest.',
  },
  'project-not-one': {
    sentence: () => 'This is not a project file of Lightbench; nothing was changed.',
    advice: 'Choose a file that ends in .lightbench, or add images in the ways for images.',
  },
  'no-own-window': {
    sentence: () => 'The file has no window of its own.',
    advice: 'Choose another windowing for all images, or exclude this one.',
  },
  'other-file': {
    sentence: () => 'The file holds another picture than when it came in.',
    advice: 'Drop the folder with the original files again, or exclude this image.',
  },
  'unknown-words': {
    sentence: () => 'The encoder knows none of these words.',
    advice: 'Use other words.',
  },
  'invalid-argument': {
    sentence: (d) =>
      tooManyRows(d)
        ? `There are more images than this method takes (${bytes(d.rows)}, limit ${bytes(d.most)}).`
        : 'A step was given inputs that do not fit together.',
    advice: (d) =>
      tooManyRows(d)
        ? 'Use k-means, which has no limit, or exclude images.'
        : 'Reload the page and try again; your saved project is not touched.',
  },
  internal: {
    sentence: () => 'Something went wrong that this page did not foresee.',
    advice: 'Try again. If it stays, reload the page; your saved project is not touched.',
  },
};

/** What a cause comes to for many files: the sentence without the facts of one. */
export function causeHeading(code: AppErrorCode): string {
  return explain({ code, message: '', detail: {} }).sentence;
}

/** Sentence and way out of an error. */
export function explain(error: ErrorFacts): { readonly sentence: string; readonly advice: string } {
  const { sentence, advice } = messages[error.code] ?? messages.internal;
  return {
    sentence: sentence(error.detail),
    advice: typeof advice === 'string' ? advice : advice(error.detail),
  };
}
