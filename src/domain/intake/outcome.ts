// What reading one file ends in: a picture ready for the encoder, or the cause of a refusal. A file's failure is data.
import type { ErrorFacts } from '../errors';
import type { DicomFacts, ImageFormat, Note, RenderingKey } from '../types';

/** One 8-bit version of the image: the encoder's input square and two pictures for the screen. */
export interface Rendition {
  readonly kind: RenderingKey;
  /** RGB, `sizePx * sizePx * 3` bytes, resized as the encoder's manifest says; not yet normalised. */
  readonly input: Uint8Array;
  /** At most 96 px on the long side, for strips and the map. */
  readonly thumb: Blob;
  /** At most 512 px on the long side, for the item pane. */
  readonly preview: Blob;
}

export interface ReadImage {
  readonly format: ImageFormat;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  readonly pixelHash: string;
  readonly dicom: DicomFacts | null;
  /** True when the picture shows colour, whatever it is stored as. */
  readonly colour: boolean;
  /** What its first picture looks like in the large (look.ts); null: all but flat, or no picture. */
  readonly look: string | null;
  /** True for grey values that need windowing (grey DICOM, 16-bit grey). */
  readonly needsWindow: boolean;
  readonly renditions: readonly Rendition[];
  readonly notes: readonly Note[];
  /** Salted pseudonyms from PatientID / StudyInstanceUID; null when absent. */
  readonly patientKey: string | null;
  readonly studyKey: string | null;
  /** The same of SOPInstanceUID and frame; null also for an image made of several. */
  readonly objectKey: string | null;
}

export type ReadOutcome =
  | { readonly ok: true; readonly image: ReadImage }
  | { readonly ok: false; readonly error: ErrorFacts };
