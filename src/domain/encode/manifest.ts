// The manifest of an encoder: an encoder is data, and this is its checked shape.
import {
  choiceField,
  countField,
  fileField,
  recordField,
  refuseField,
  textField,
  tripleField,
} from './fields';
import { parseTextSpec, type TextSpec } from './text-spec';

export type ResizeMode = 'stretch' | 'crop' | 'pad';

/** How an image becomes the encoder's input: resize an 8-bit RGB picture to `sizePx` square, /255, minus mean, over std. */
export interface InputSpec {
  readonly sizePx: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly resize: ResizeMode;
  readonly interpolation: 'bicubic';
}

export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The output that holds one vector for each part of the input square. */
export interface PatchSpec {
  /** float32 `n x rows x columns x dimension`, in the space of the embedding. */
  readonly outputName: string;
  readonly rows: number;
  readonly columns: number;
}

export interface EncoderManifest {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly dimension: number;
  readonly files: {
    readonly image: FileEntry;
    readonly golden: FileEntry;
    /** The model card, Markdown; null: the folder has none. */
    readonly card: FileEntry | null;
  };
  readonly input: InputSpec;
  readonly inputName: string;
  readonly outputName: string;
  /** null: one vector for the whole image is all it gives. */
  readonly patches: PatchSpec | null;
  /** null: the encoder knows images only. */
  readonly text: TextSpec | null;
}

/** `patchesOutputName` and `patchGrid` ([rows, columns]) go together; null without both. */
function parsePatches(root: Record<string, unknown>): PatchSpec | null {
  const { patchesOutputName, patchGrid } = root;
  if (patchesOutputName === undefined && patchGrid === undefined) return null;
  if (!Array.isArray(patchGrid) || patchGrid.length !== 2) refuseField('patchGrid');
  return {
    outputName: textField(patchesOutputName, 'patchesOutputName'),
    rows: countField(patchGrid[0], 'patchGrid'),
    columns: countField(patchGrid[1], 'patchGrid'),
  };
}

/**
 * Checks parsed JSON against the manifest's shape.
 * @throws AppError `encoder-damaged` naming the first wrong field.
 */
export function parseManifest(json: unknown): EncoderManifest {
  const root = recordField(json, 'manifest');
  const files = recordField(root.files, 'files');
  const input = recordField(root.input, 'input');
  const std = tripleField(input.std, 'input.std');
  if (std.some((s) => s <= 0)) refuseField('input.std');
  return {
    id: textField(root.id, 'id'),
    title: textField(root.title, 'title'),
    licence: textField(root.licence, 'licence'),
    dimension: countField(root.dimension, 'dimension'),
    files: {
      image: fileField(files.image, 'files.image'),
      golden: fileField(files.golden, 'files.golden'),
      card: files.card === undefined ? null : fileField(files.card, 'files.card'),
    },
    input: {
      sizePx: countField(input.sizePx, 'input.sizePx'),
      mean: tripleField(input.mean, 'input.mean'),
      std,
      resize: choiceField(input.resize, ['stretch', 'crop', 'pad'], 'input.resize'),
      interpolation: choiceField(input.interpolation, ['bicubic'], 'input.interpolation'),
    },
    inputName: textField(root.inputName, 'inputName'),
    outputName: textField(root.outputName, 'outputName'),
    patches: parsePatches(root),
    text: parseTextSpec(root),
  };
}
