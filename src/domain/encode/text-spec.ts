// The text part of an encoder's manifest: how a text becomes a vector that can be held against image vectors.
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

export interface TextSpec extends ShareRule {
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
  /** Each holds `{label}` once or more; a class's text is put in its place. At least one. */
  readonly templates: readonly string[];
  /** Words that say nothing about an image ("of", "the"), lower case. */
  readonly smallWords: readonly string[];
}

export const labelMark = '{label}';

/**
 * Reads the text part of a manifest; null when it has none of its three pieces (`text`, `files.text`, `files.tokenizer`).
 * @throws AppError `encoder-damaged` naming the first wrong field, a missing piece of the three among them.
 */
export function parseTextSpec(root: Record<string, unknown>): TextSpec | null {
  const files = recordField(root.files, 'files');
  if (root.text === undefined && files.text === undefined && files.tokenizer === undefined) return null;
  const text = recordField(root.text, 'text');
  const templates = textsField(text.templates, 'text.templates');
  if (templates.length === 0 || !templates.every((template) => template.includes(labelMark)))
    refuseField('text.templates');
  const logitScale = finiteField(text.logitScale, 'text.logitScale');
  if (logitScale <= 0) refuseField('text.logitScale');
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
    logitScale,
    logitBias: finiteField(text.logitBias, 'text.logitBias'),
    activation: choiceField(text.activation, ['softmax', 'sigmoid'], 'text.activation'),
    templates,
    smallWords: textsField(text.smallWords, 'text.smallWords').map((word) => word.toLowerCase()),
  };
}
