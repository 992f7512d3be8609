// The nouns of the project. One glossary: item (one image), embedding (its row), label, group (patient), stage, encoder.

/** A per-project pseudonym of one image ("a1b2c3d4"); carries nothing of the file's name or header. */
export type ItemId = string;
export type ClassId = string;

/** A class a person sorts images into. `swatch` indexes the palette of colours and shapes. */
export interface LabelClass {
  readonly id: ClassId;
  readonly name: string;
  readonly swatch: number;
  /** Words an encoder with a text tower looks for it by; absent (as in older projects) or []: its name. */
  readonly prompts?: readonly string[];
}

/**
 * Names one rendering of an image: how stored greys became 8 bit, and which part of the image is looked at. `plain`: they
 * already were 8 bit (colour, 8-bit raster). Grey DICOM and 16-bit files have `percentile` (1st to 99th of the image) and,
 * where the file names one, `window` (its centre and width), made at intake. Others (`c40w400`, `percentile-10-90`,
 * `plain+RULE`) are made when the project's rendering decision asks for them: see intake/rendering.ts. Never holds a colon.
 */
export type RenderingKey = string;

/** What `auto` windowing comes to: the file's window only when every grey DICOM has one. */
export type WindowRule = 'window' | 'percentile';

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'bmp' | 'gif' | 'tiff' | 'nifti' | 'dicom';
/** `vector`: no picture is at hand, the item came as a row of numbers (intake/imported-rows.ts); its sides are 0. */
export type ItemFormat = ImageFormat | 'vector';

/** What was done to, or noticed about, an accepted file. Sentences in ui/messages.ts. */
export type NoteCode =
  | 'first-frame-of-many'
  | 'turned-upright'
  | 'extension-differs'
  | 'alpha-on-black'
  | 'colour-profile-ignored'
  | 'sixteen-bit'
  | 'no-window'
  | 'blank-image'
  | 'extreme-shape'
  | 'header-missing'
  | 'syntax-assumed'
  | 'not-closed-properly'
  | 'longer-than-needed'
  | 'header-and-codestream-differ'
  | 'high-bits-masked'
  | 'lossy-compressed'
  | 'inverted-greys'
  | 'same-file-twice'
  | 'same-file-in-two-classes'
  | 'same-file-in-two-parts'
  | 'same-object-other-picture'
  | 'burned-in-text-possible'
  | 'several-windows'
  | 'voi-table'
  | 'window-unusable'
  | 'header-irregular'
  | 'sign-from-header'
  | 'pixels-not-square'
  | 'tiny-image'
  | 'volume-slice'
  | 'float-greys'
  | 'extra-channels'
  | 'cmyk-converted'
  | 'frame-of-many'
  | 'series-mean'
  | 'canvas-altered'
  | 'synthetic';

export interface Note {
  readonly code: NoteCode;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** `declared`: BurnedInAnnotation is YES. The others are kinds of objects in which text is usual. */
export type TextRisk = 'declared' | 'ultrasound' | 'secondary-capture' | 'screen-save';

/** Safe header facts of a DICOM object (no name, no identifier, no date); absent for raster files. */
export interface DicomFacts {
  readonly modality: string;
  readonly bodyPart: string;
  readonly photometric: string;
  readonly transferSyntax: string;
  readonly bitsStored: number;
  /** [centre, width] of the file's first window, if it names one. */
  readonly window: readonly [number, number] | null;
  /** Why text may stand in the pixels; absent where nothing says so. No note: the file is as good as any other. */
  readonly mayCarryText?: TextRisk;
  /** True for a scout (ImageType LOCALIZER); absent for any other. */
  readonly localizer?: true;
}

/** Pseudonyms of what could group an image that names no patient. */
export interface GroupOrigins {
  readonly study: string | null;
  /** The folder that stands for a patient in the layout a person confirmed. */
  readonly patientFolder: string | null;
  /** The folder the file lay in, whatever it means. */
  readonly folder: string | null;
  /** The series it is a slice of, else the file it is one of several frames of: the group of last resort. */
  readonly stack?: { readonly group: string; readonly groupSource: 'series' | 'file' };
}

/**
 * The part of a set that an image belongs to. `train`, `val`, `test`: as the folders it came in said; it is learnt from like
 * any other until something is judged on that split. `external`: only judged, never learnt from (domain/intake/parts.ts).
 */
export type Part = 'train' | 'val' | 'test' | 'external';

/** One image of the set. The file's base name is not here: it lives in the droppable `names` table. */
export interface Item {
  readonly id: ItemId;
  /** Its place in the order items came in; never given twice. */
  readonly serial: number;
  /** SHA-256 (hex) of stored pixel values and all that decides how they are shown: equal for lossless re-encodings. */
  readonly pixelHash: string;
  /** Of one that came as a row of numbers, where `pixelHash` stands for the row's id: that of the picture it got since. */
  readonly pictureHash?: string;
  /** The renderings there are pictures of; [] for a row of numbers without a picture. */
  readonly renditions: readonly RenderingKey[];
  readonly format: ItemFormat;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  readonly dicom: DicomFacts | null;
  readonly notes: readonly Note[];
  /** [] = unlabelled, two or more = multi-label. */
  readonly labels: readonly ClassId[];
  readonly excluded: boolean;
  /** Patient (or other group) pseudonym: a later split never cuts it. */
  readonly group: string | null;
  readonly groupSource: 'patient' | 'study' | 'folder' | 'name' | 'series' | 'file' | null;
  /** What else could group it, so that the project's rule can change later; absent in older projects. */
  readonly origins?: GroupOrigins;
  /** Whether the picture shows colour, whatever it is stored as; absent in older projects. */
  readonly colour?: boolean;
  /** What its first picture looks like in the large (intake/look.ts); null: all but flat; absent in older projects. */
  readonly look?: string | null;
  /** Pseudonym of the DICOM object and frame it was read from (intake/same-object.ts); null: none; absent in older projects. */
  readonly objectKey?: string | null;
  /** Absent: of no part, as in older projects. */
  readonly part?: Part;
}

/** A dense row-major table: `rows x dim` numbers, row i belongs to `ids[i]`. */
export interface EmbeddingTable {
  readonly ids: readonly ItemId[];
  readonly dim: number;
  readonly data: Float32Array;
}

/** k nearest rows for each query, best first: `queries x k`; index -1 where fewer than k exist. Cosine similarity, -1..1. */
export interface NearestTable {
  readonly k: number;
  readonly indices: Int32Array;
  readonly similarities: Float32Array;
}

/** 8-bit picture, row-major, `width * height * channels` bytes. Grey stays one channel until the encoder needs three. */
export interface Picture8 {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** done per second over the last seconds, null until it can be told. */
  readonly perSecond: number | null;
}

/** The state of one derived result. Stale is derived: `stage.key !== expectedKey(state)`; no stage listens to another. */
export type Stage<T> =
  | { readonly phase: 'empty' }
  | { readonly phase: 'running'; readonly key: string; readonly done: number; readonly total: number }
  | { readonly phase: 'done'; readonly key: string; readonly value: T }
  | { readonly phase: 'failed'; readonly key: string; readonly error: import('./errors').ErrorFacts };
