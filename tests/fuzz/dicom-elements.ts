// Mutations of one element of a DICOM object: left out, doubled, moved, mislabelled, with a length or a value that lies.
import {
  encapsulatedPart,
  type Fragments,
  fileHead,
  type ObjectOptions,
  type Part,
  writePart,
} from '../fixtures/intake/dicom-object';
import { type Dice, joined, type Mutant } from './kit';

const numbers = [0, 1, 2, 3, 7, 8, 9, 11, 12, 15, 16, 17, 24, 32, 64, 255, 0x7fff, 0x8000, 0xffff];
const vrs = ['US', 'SS', 'DS', 'IS', 'OW', 'OB', 'UN', 'SQ', 'UT', 'FD', 'ZZ', '  ', '\0\0', 'us'];

export interface Context extends Dice {
  readonly parts: readonly Part[];
  readonly options: ObjectOptions;
  readonly dice: Dice;
}

export type Mutation = (context: Context) => Mutant;

export const hex = (tag: number) => tag.toString(16).padStart(8, '0');

/** @param fragments null for none. */
export function file(
  { options }: Context,
  parts: readonly Part[],
  fragments: Fragments | null = options.fragments ?? null,
): Uint8Array {
  const pieces = [fileHead(options), ...parts.map((part) => writePart(part, options.encoding))];
  if (fragments) pieces.push(encapsulatedPart(fragments));
  return joined(pieces);
}

/** Parts with the one at `at` replaced by those given. */
export const replaced = (parts: readonly Part[], at: number, ...by: Part[]) => [
  ...parts.slice(0, at),
  ...by,
  ...parts.slice(at + 1),
];

/** Half of the time an element that describes the pixels. */
function someIndex({ parts, below, pick }: Context): number {
  const describing = parts.flatMap((part, i) => (part.tag >= 0x00280000 && part.tag < 0x00290000 ? [i] : []));
  return below(2) === 0 ? pick(describing) : below(parts.length);
}

export const drop: Mutation = (context) => {
  const at = someIndex(context);
  const { tag } = context.parts[at]!;
  return {
    what: `without ${hex(tag)}`,
    bytes: file(context, replaced(context.parts, at)),
  };
};

export const double: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const other = { ...part, value: part.value.map((v) => v ^ context.below(256)) };
  return {
    what: `${hex(part.tag)} twice`,
    bytes: file(context, replaced(context.parts, at, part, other)),
  };
};

export const move: Mutation = (context) => {
  const { parts, below } = context;
  const at = below(parts.length - 1);
  const order = [...parts];
  const [part] = order.splice(at, 1);
  order.splice(below(order.length), 0, part!);
  return { what: `${hex(part!.tag)} elsewhere`, bytes: file(context, order) };
};

export const lieLength: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const { length: n } = part;
  const length =
    context.pick([n + 1, n - 1, n + 2, n - 2, n * 2, 0, 0xffff, 0xffffffff, n + 8, n + 10]) >>> 0;
  return {
    what: `${hex(part.tag)} of length ${length} instead of ${n}`,
    bytes: file(context, replaced(context.parts, at, { ...part, length })),
  };
};

export const relabel: Mutation = (context) => {
  const at = someIndex(context);
  const part = context.parts[at]!;
  const vr = context.pick(vrs);
  return {
    what: `${hex(part.tag)} as ${JSON.stringify(vr)}`,
    bytes: file(context, replaced(context.parts, at, { ...part, vr })),
  };
};

export const revalue: Mutation = (context) => {
  const { parts, options, pick, below } = context;
  const at = someIndex(context);
  const part = parts[at]!;
  const value = part.value.slice();
  if (part.vr === 'US' && value.length >= 2) {
    const view = new DataView(value.buffer);
    const little = options.encoding !== 'big';
    const old = view.getUint16(0, little);
    view.setUint16(0, pick([...numbers, old + 1, old - 1]) & 0xffff, little);
  } else if (value.length > 0) value[below(value.length)] = pick([32, 45, 46, 48, 49, 57, 92, 0, 255]);
  return {
    what: `${hex(part.tag)} = ${[...value.slice(0, 8)].join(' ')}`,
    bytes: file(context, replaced(parts, at, { ...part, value })),
  };
};
