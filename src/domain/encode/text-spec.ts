// The text part of an encoder's manifest: how a text becomes a vector that can be held against image vectors.
import { sameText } from './carried-texts';
import {
  choiceField,
  countField,
  fileField,
  finiteField,
  recordField,
  refuseField,
  textField,
  textsField,
} from './fields';
import type { FileEntry } from './manifest';

/** How cosines become shares: among all classes, or each class for itself. */
export type Activation = 'softmax' | 'sigmoid';

/** What turns the cosines of an image with the classes' texts into shares. */
export interface ShareRule {
  /** Multiplies the cosine; already exponentiated, above 0. */
  readonly logitScale: number;
  readonly logitBias: number;
  readonly activation: Activation;
}

/** The files that turn any text into a vector. */
export interface TowerSpec {
  readonly model: FileEntry;
  readonly tokenizer: FileEntry;
  /** int64 `n x contextLength`. */
  readonly inputName: string;
  /** float32 `n x dimension`, L2-normalised. */
  readonly outputName: string;
  /** Tokens a text has in the model: shorter ones are padded at the end, longer ones cut. */
  readonly contextLength: number;
  readonly padId: number;
  readonly unknownId: number;
  /** Words that say nothing about an image ("of", "the"), lower case. */
  readonly smallWords: readonly string[];
}

/** Texts whose vectors the folder holds. */
export interface CarriedSpec {
  /** float32 little endian, `texts.length x dimension`. */
  readonly vectors: FileEntry;
  /** At least one; no two the same but for case and spaces. */
  readonly texts: readonly string[];
}

/** At least one of `tower` and `carried` is there. */
export interface TextSpec extends ShareRule {
  /** Each holds `{label}` once or more; a class's text is put in its place. At least one. */
  readonly templates: readonly string[];
  /** null: only the carried texts have vectors. */
  readonly tower: TowerSpec | null;
  readonly carried: CarriedSpec | null;
}

export const labelMark = '{label}';

function parseTower(text: Record<string, unknown>, files: Record<string, unknown>): TowerSpec {
  const padId = countField(text.padId, 'text.padId', 0);
  const unknownId = countField(text.unknownId, 'text.unknownId', 0);
  // Or every padded place would read as a word the encoder does not know.
  if (unknownId === padId) refuseField('text.unknownId');
  return {
    model: fileField(files.text, 'files.text'),
    tokenizer: fileField(files.tokenizer, 'files.tokenizer'),
    inputName: textField(text.inputName, 'text.inputName'),
    outputName: textField(text.outputName, 'text.outputName'),
    contextLength: countField(text.contextLength, 'text.contextLength'),
    padId,
    unknownId,
    smallWords: textsField(text.smallWords, 'text.smallWords').map((word) => word.toLowerCase()),
  };
}

function parseCarried(root: Record<string, unknown>, carried: unknown, file: unknown): CarriedSpec {
  const texts = textsField(carried, 'text.carried');
  const different = new Set(texts.map(sameText));
  if (texts.length === 0 || different.size < texts.length || different.has('')) refuseField('text.carried');
  const vectors = fileField(file, 'files.textVectors');
  const dimension = countField(root.dimension, 'dimension');
  if (vectors.bytes !== texts.length * dimension * 4) refuseField('files.textVectors.bytes');
  return { vectors, texts };
}

/**
 * Reads the text part of a manifest: `text` with the files of a text tower (`files.text`, `files.tokenizer`), with carried
 * texts (`text.carried`, `files.textVectors`), or with both. null when the manifest has none of these pieces.
 * @throws AppError `encoder-damaged` naming the first wrong field, a missing piece among them.
 */
export function parseTextSpec(root: Record<string, unknown>): TextSpec | null {
  const files = recordField(root.files, 'files');
  const hasTower = files.text !== undefined || files.tokenizer !== undefined;
  if (root.text === undefined && !hasTower && files.textVectors === undefined) return null;
  const text = recordField(root.text, 'text');
  const templates = textsField(text.templates, 'text.templates');
  if (templates.length === 0 || !templates.every((template) => template.includes(labelMark)))
    refuseField('text.templates');
  const logitScale = finiteField(text.logitScale, 'text.logitScale');
  if (logitScale <= 0) refuseField('text.logitScale');
  const hasCarried = text.carried !== undefined || files.textVectors !== undefined;
  return {
    logitScale,
    logitBias: finiteField(text.logitBias, 'text.logitBias'),
    activation: choiceField(text.activation, ['softmax', 'sigmoid'], 'text.activation'),
    templates,
    // Without any source of vectors it is the tower's files that are missing.
    tower: hasTower || !hasCarried ? parseTower(text, files) : null,
    carried: hasCarried ? parseCarried(root, text.carried, files.textVectors) : null,
  };
}
