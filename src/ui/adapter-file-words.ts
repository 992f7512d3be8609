// Why an adapter's file is not taken, or not made, in a sentence, and what to do about it.
import type { ErrorDetail } from '../domain/errors';
import type { Message } from './messages';

interface Words {
  readonly sentence: (detail: ErrorDetail) => string;
  readonly advice: string;
}

const words: Readonly<Record<string, Words>> = {
  'not-one': {
    sentence: () => 'This is no adapter that was saved here.',
    advice: 'Choose the ZIP archive that “Save” made in the Train tab, or the adapter.json out of it.',
  },
  newer: {
    sentence: () => 'The adapter was saved by a newer version of Lightbench; nothing was changed.',
    advice: 'Open it with that version, or reload this page to get the newest.',
  },
  damaged: {
    sentence: (d) => `The adapter’s file is damaged (${d.part}); nothing was changed.`,
    advice: 'Copy it again from where it came.',
  },
  encoder: {
    sentence: (d) =>
      `The adapter was trained on vectors of another encoder or rendering (${d.encoder}): its answers would mean nothing here.`,
    advice: 'Use the encoder, rendering and rows it was trained with, or train one here.',
  },
  dim: {
    sentence: (d) => `The adapter takes vectors of ${d.have} numbers; those of this project have ${d.need}.`,
    advice: 'Use the encoder it was trained with, or train one here.',
  },
  classes: {
    sentence: (d) => `The adapter knows classes that are not in this project: ${d.names}.`,
    advice: 'Add classes of exactly these names, then load it again.',
  },
  'no-space': {
    sentence: () => 'The encoder does not run, so it cannot be told whether the adapter fits its vectors.',
    advice: 'Wait until the encoder is ready, or reload the page.',
  },
  'unknown-space': {
    sentence: () =>
      'It is not known which rendering this adapter was trained on: it was kept by an older version, and the set has changed since.',
    advice: 'Train it again, then save it.',
  },
  unchecked: {
    sentence: () =>
      'The adapter is not saved: there is no image here to check its file with, since the vectors in use have another length or there are none.',
    advice: 'Use the vectors it was trained on, then save it.',
  },
  differs: {
    sentence: (d) =>
      `The adapter is not saved: run by ONNX Runtime on ${d.rows} rows, its file answered otherwise than this page (by more than 0.00001).`,
    advice: 'Train it again. If it happens again, tell us which browser it was.',
  },
};

const fallback = words['not-one'] as Words;
const wordsOf = ({ why }: ErrorDetail) =>
  Object.hasOwn(words, String(why)) ? (words[String(why)] as Words) : fallback;

/** For `adapter-unfit`. */
export const adapterMessage: Message = {
  sentence: (detail) => wordsOf(detail).sentence(detail),
  advice: (detail) => wordsOf(detail).advice,
};
