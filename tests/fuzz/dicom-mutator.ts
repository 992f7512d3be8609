// Mutates DICOM objects by their structure: single elements (dicom-elements.ts), cuts, fragments, encodings, bit fields.
import {
  type Encoding,
  encapsulatedPart,
  type Fragments,
  fileHead,
  type ObjectOptions,
  partsOf,
  plain,
  syntaxes,
  writePart,
} from '../fixtures/intake/dicom-object';
import {
  type Context,
  double,
  drop,
  file,
  hex,
  lieLength,
  type Mutation,
  move,
  relabel,
  replaced,
  revalue,
} from './dicom-elements';
import { blunt, type Dice, joined, type Mutant } from './kit';

/** Bits and bytes anywhere after the preamble, but for the pixels: those that changed are other pixels. */
const flip: Mutation = (context) => {
  const { parts, options, dice } = context;
  const head = options.preamble === false ? 0 : 132;
  const last = parts.filter(({ tag }) => tag < 0x7fe00010);
  const describing = file(context, last, null);
  const pixels = file(context, parts).subarray(
    describing.length,
    describing.length + (options.fragments ? 20 : 12),
  );
  const whole = file(context, parts);
  const mutated = blunt(joined([describing.subarray(head), pixels]), dice);
  const rest = whole.subarray(describing.length + pixels.length);
  return { what: mutated.what, bytes: joined([whole.subarray(0, head), mutated.bytes, rest]) };
};

const cut: Mutation = (context) => {
  const { parts, below, options } = context;
  const keep = below(parts.length + 1);
  const bytes = file(context, parts.slice(0, keep), null);
  const whole = file(context, parts);
  const random = whole.slice(0, below(whole.length));
  const border = below(2) === 0;
  const last = keep === parts.length && !options.fragments;
  return {
    what: border ? `after ${keep} elements` : `after ${random.length} bytes`,
    bytes: border && !last ? bytes : random,
  };
};

const append: Mutation = (context) => {
  const whole = file(context, context.parts);
  const extra = Uint8Array.from({ length: 1 + context.below(40) }, () => context.below(256));
  return {
    what: `${extra.length} bytes more`,
    bytes: Uint8Array.from([...whole, ...extra]),
  };
};

const repack: Mutation = (context) => {
  const { options, below, pick, parts } = context;
  const own = options.fragments;
  if (!own) return append(context);
  const list = [...own.parts];
  const at = below(list.length);
  const part = list[at]!;
  const changes: Readonly<Record<string, Fragments>> = {
    'a fragment less': { ...own, parts: list.filter((_, i) => i !== at) },
    'a fragment twice': { ...own, parts: [...list.slice(0, at), part, ...list.slice(at)] },
    'a fragment cut': { ...own, parts: list.map((p, i) => (i === at ? p.slice(0, below(p.length)) : p)) },
    'a fragment split': {
      ...own,
      parts: list.flatMap((p, i) =>
        i === at ? [p.slice(0, (p.length >> 2) << 1), p.slice((p.length >> 2) << 1)] : [p],
      ),
    },
    'an empty fragment': { ...own, parts: [...list.slice(0, at), new Uint8Array(0), ...list.slice(at)] },
    'junk between': { ...own, parts: [...list.slice(0, at), Uint8Array.of(1, 2, 3, 4), ...list.slice(at)] },
    'an offset table': { ...own, table: list.map(() => below(2000)) },
    'no delimiter': { ...own, close: pick(['nothing', 'item-delimiter', 'delimiter-with-length'] as const) },
  };
  const what = pick(Object.keys(changes));
  return { what, bytes: file(context, parts, changes[what]) };
};

/** The flag that names the encoding, against the encoding itself. */
const misname: Mutation = (context) => {
  const { pick, options, parts } = context;
  const root = syntaxes.implicit;
  const own = options.syntax ?? syntaxes[options.encoding ?? 'explicit'];
  const other = [
    '',
    '.1',
    '.2',
    '.1.99',
    '.5',
    '.4.50',
    '.4.51',
    '.4.57',
    '.4.70',
    '.4.80',
    '.4.90',
    '.4.201',
    '.4.94',
  ];
  const syntax = pick([
    ...other.map((tail) => root + tail),
    null,
    own.slice(0, -1),
    `${own}.9`,
    `${own} `,
    '',
  ]);
  const bytes = file({ ...context, options: { ...options, syntax } }, parts);
  return { what: `called ${JSON.stringify(syntax)} instead of ${own}`, bytes };
};

/** Another encoding than the one named; for one element, or from one element on. */
const reencode: Mutation = (context) => {
  const { pick, options, parts, below } = context;
  const encoding = pick(['explicit', 'implicit', 'big'] as const satisfies readonly Encoding[]);
  const at = below(parts.length);
  const one = below(2) === 0;
  const encodingOf = (i: number) => ((one ? i === at : i >= at) ? encoding : options.encoding);
  const pieces = [fileHead(options), ...parts.map((part, i) => writePart(part, encodingOf(i)))];
  if (options.fragments) pieces.push(encapsulatedPart(options.fragments));
  return { what: `${one ? 'element' : 'from'} ${at} ${encoding}`, bytes: joined(pieces) };
};

/** The bit fields together: each may be right for some file. */
const bitFields: Mutation = (context) => {
  const { pick, options, parts } = context;
  const little = options.encoding !== 'big';
  const [allocated, stored, high, sign] = pick([
    [8, 8, 7, 0],
    [16, 8, 7, 0],
    [16, 12, 11, 0],
    [16, 12, 11, 1],
    [16, 12, 15, 0],
    [16, 16, 15, 1],
    [16, 10, 9, 0],
    [16, 12, 12, 1],
    [32, 32, 31, 0],
    [12, 12, 11, 0],
    [16, 17, 16, 0],
    [8, 7, 6, 1],
    [16, 1, 0, 0],
    [1, 1, 0, 0],
  ]);
  const values: Readonly<Record<number, number | undefined>> = {
    2621696: allocated,
    2621697: stored,
    2621698: high,
    2621699: sign,
  };
  const list = parts.map((part) => {
    const value = values[part.tag];
    if (value === undefined) return part;
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, little);
    return { ...part, value: bytes };
  });
  return { what: `bits ${[allocated, stored, high, sign]}`, bytes: file(context, list) };
};

/** Text values whole: numbers and codes that are right for some file, and such that are not. */
const retext: Mutation = (context) => {
  const { pick, parts } = context;
  const choices: Readonly<Record<number, readonly string[]>> = {
    2621444: [
      'MONOCHROME1',
      'MONOCHROME2',
      'RGB',
      'YBR_FULL',
      'YBR_FULL_422',
      'YBR_RCT',
      'PALETTE COLOR',
      'monochrome1',
      'ARGB',
      '',
      'RGB\\RGB',
    ],
    2621448: ['1', '2', '3', '4', '0', '-1', ' 3', '3 ', '3.0', '3\\1', '', '99999999', '+3', '3e0'],
    2625618: ['0', '-1024', '1e3', '0.5', '1,5', '', 'NaN', '1\\2', '0x10', '--1', '+ 1'],
    2625619: ['1', '2', '0.01', '-1', '0', '1,5', '', 'Infinity', '1e400', '1\\2', '1e-320'],
    2625616: ['40', '40\\50', '', 'x'],
    2625617: ['400', '0', '-1', '400\\500', '', 'x'],
  };
  const possible = parts.flatMap(({ tag }, i) => (choices[tag] ? [i] : []));
  if (possible.length === 0) return revalue(context);
  const at = pick(possible);
  const part = parts[at]!;
  const text = pick(choices[part.tag]!);
  const value = new TextEncoder().encode(text.length % 2 ? `${text} ` : text);
  const changed = { ...part, value, length: value.length };
  return {
    what: `${hex(part.tag)} = ${JSON.stringify(text)}`,
    bytes: file(context, replaced(parts, at, changed)),
  };
};

/** Inside a sequence or a table: bytes of the items, heads included. */
const inside: Mutation = (context) => {
  const { parts, dice, pick } = context;
  const possible = parts.flatMap(({ tag, value }, i) =>
    ((tag >= 0x52000000 && tag < 0x53000000) || tag === 0x00283000) && value.length > 0 ? [i] : [],
  );
  if (possible.length === 0) return someIndexIn(context);
  const at = pick(possible);
  const part = parts[at]!;
  const { what, bytes: value } = blunt(part.value, dice);
  const length = pick([value.length, value.length, part.length]);
  return {
    what: `inside ${hex(part.tag)}: ${what}`,
    bytes: file(context, replaced(parts, at, { ...part, value, length })),
  };
};
const someIndexIn: Mutation = (context) => context.pick([revalue, lieLength, relabel])(context);

const mutations = [
  drop,
  double,
  move,
  lieLength,
  lieLength,
  relabel,
  revalue,
  revalue,
  flip,
  cut,
  append,
  repack,
  misname,
  reencode,
  bitFields,
  retext,
  inside,
];

export function mutateDicom(options: ObjectOptions, dice: Dice): Mutant {
  const set = { ...plain, ...options.set, ...(options.fragments ? { PixelData: null } : {}) };
  const context: Context = { parts: partsOf(set, options), options, dice, ...dice };
  return context.pick(mutations)(context);
}
