// Note codes as sentences: what was done to, or noticed about, an accepted file.
import type { Note, NoteCode } from '../domain/types';

type Detail = Note['detail'];

/** `short`: a heading for many images; `long`: a sentence about one image. */
const words: Readonly<
  Record<NoteCode, { readonly short: string; readonly long: (detail: Detail) => string }>
> = {
  'first-frame-of-many': {
    short: 'One frame of many used',
    long: (d) =>
      `Only frame or page ${d.used ?? 1}${d.frames !== undefined ? ` of ${d.frames}` : ''} is used.`,
  },
  'turned-upright': {
    short: 'Turned upright',
    long: () => 'Turned upright as the camera noted (EXIF orientation).',
  },
  'extension-differs': {
    short: 'File ending does not fit the content',
    long: (d) =>
      `The file ending does not fit the content${d.format !== undefined ? `: it is ${d.format}` : ''}; it was read by content.`,
  },
  'alpha-on-black': {
    short: 'Transparent parts put on black',
    long: () => 'Transparent parts were put on black.',
  },
  'colour-profile-ignored': {
    short: 'Colour profile ignored',
    long: () => 'The colour profile was ignored; the stored values are used.',
  },
  'sixteen-bit': {
    short: '16-bit greys',
    long: (d) => `${d.bits ?? 16}-bit greys were brought to 8 bit by the rule of the project.`,
  },
  'no-window': {
    short: 'No window in the file',
    long: () => 'The file names no window; the 1st to 99th percentile of its greys is shown.',
  },
  'blank-image': { short: 'Blank image', long: () => 'All pixels have the same value.' },
  'extreme-shape': {
    short: 'Very long and thin',
    long: () => 'Very long and thin; much of it is lost in a square input.',
  },
  'header-missing': {
    short: 'No DICOM header',
    long: () => 'The DICOM file header is missing; the data set was read without it.',
  },
  'syntax-assumed': {
    short: 'Encoding assumed',
    long: (d) =>
      `The file does not say how it is encoded; ${d.syntax ?? 'the encoding'} was assumed since the lengths fit.`,
  },
  'not-closed-properly': {
    short: 'Not closed properly',
    long: () => 'The file is not closed properly; it was read to the end.',
  },
  'longer-than-needed': {
    short: 'Longer than needed',
    long: () => 'There is more pixel data than the header asks for; the rest was left.',
  },
  'header-and-codestream-differ': {
    short: 'Header and image data disagree',
    long: () => 'Header and image data disagree; the image data was believed.',
  },
  'high-bits-masked': {
    short: 'Unused high bits removed',
    long: () => 'Bits above the stored depth (old overlays) were removed.',
  },
  'lossy-compressed': {
    short: 'Lossy compression',
    long: () => 'The image has been compressed with losses.',
  },
  'inverted-greys': {
    short: 'Greys inverted',
    long: () => 'Stored with white as low (MONOCHROME1, or MinIsWhite in a TIFF); shown inverted.',
  },
  'same-file-twice': {
    short: 'Same file twice',
    long: () => 'The same picture came more than once; it is kept once.',
  },
  'same-file-in-two-classes': {
    short: 'Same file in two classes',
    long: () => 'The same picture came in more than one class; it carries all of them.',
  },
  'same-file-in-two-parts': {
    short: 'Same file in two parts',
    long: () =>
      'The same picture came in two parts of the set (of training, validation, testing and the external test set). It stands in one alone: the external test set where that is one of them, else where it came first.',
  },
  'same-object-other-picture': {
    short: 'Object number on different pictures',
    long: () =>
      'Another file bears the same object number (SOPInstanceUID) and shows another picture; one of them is not what it says it is.',
  },
  'burned-in-text-possible': {
    short: 'Text in the pixels is possible',
    long: () => 'Text may stand in the pixels (names, dates); it would go into previews.',
  },
  'several-windows': {
    short: 'Several windows in the file',
    long: (d) =>
      `The file names ${d.windows ?? 'several'} windows; number ${d.used ?? 1} is used where the rule is the file's window.`,
  },
  'voi-table': {
    short: 'Look-up table in the file',
    long: () =>
      "The file brings a look-up table (VOI LUT); it is used where the rule is the file's window, before any centre and width.",
  },
  'window-unusable': {
    short: 'Window in the file not usable',
    long: (d) =>
      `The file's window breaks the rules${d.field !== undefined ? ` (${d.field})` : ''} and is not used.`,
  },
  'header-irregular': {
    short: 'Irregular header',
    long: (d) =>
      `The header breaks the rules${d.field !== undefined ? ` (${d.field})` : ''}; what describes the pixels could be read.`,
  },
  'sign-from-header': {
    short: 'Header and image data disagree on negative values',
    long: () => 'Header and image data disagree on whether values can be negative; the header was believed.',
  },
  'pixels-not-square': {
    short: 'Pixels not square',
    long: () => 'The pixels are not square; the picture is shown as stored, stretched in one direction.',
  },
  'tiny-image': {
    short: 'Very small',
    long: (d) =>
      `Very small${d.width !== undefined ? ` (${d.width} x ${d.height} px)` : ''}; the encoder sees little more than what is filled in between its pixels.`,
  },
  'volume-slice': {
    short: 'One slice of a volume used',
    long: (d) =>
      `Volume of ${d.slices ?? 'several'} slices${Number(d.volumes ?? 1) > 1 ? ` (and ${d.volumes} such volumes)` : ''}: only slice ${d.used ?? 'in the middle'} is used, as it is stored, not turned.`,
  },
  'float-greys': {
    short: 'Greys are real numbers',
    long: () => 'Greys are stored as real numbers; the 1st to 99th percentile of them is shown.',
  },
  'extra-channels': {
    short: 'Channels left out',
    long: (d) => `Only the first ${d.used ?? 'colour'} of ${d.channels ?? 'several'} channels are used.`,
  },
  'cmyk-converted': {
    short: 'Print colours converted',
    long: () => 'Print colours (CMYK) were brought to RGB by the plain formula, without a colour profile.',
  },
  'frame-of-many': {
    short: 'Frame of a file of several',
    long: (d) =>
      `Frame ${d.frame ?? 1} of ${d.frames ?? 'several'} of its file; each frame used is an image of its own, and all are kept together.${d.unread !== undefined ? ` ${d.unread} frames could not be read.` : ''}`,
  },
  'series-mean': {
    short: 'Many slices as one image',
    long: (d) =>
      `One image made of ${d.used ?? 'several'} of ${d.slices ?? 'several'} slices: described by the mean of their vectors, or by their statistics where the project asks for that; the picture is the middle one.`,
  },
  'canvas-altered': {
    short: 'Changed a little by the browser',
    long: () =>
      'This browser adds noise to pictures it decodes for a page: some greys are a level or two off, and the same file may come in twice.',
  },
  synthetic: { short: 'Synthetic', long: () => 'Drawn by this page; not a picture of a patient.' },
};

export function noteHeading(code: NoteCode): string {
  return words[code].short;
}

export function noteSentence(note: Note): string {
  return words[note.code].long(note.detail);
}
