// Values of the state as lines of JSON and back, without loss: typed arrays, maps, sets and odd numbers carry a tag (`$`).
// Long lists and arrays stand in lines of their own, so that neither side ever has to handle one huge text at once.
import { base64Of, bytesOfBase64 } from '../report/base64';

/** Elements of a line; longer lists are cut into several. */
const longList = 256;
/** Bytes of a typed array in one line. */
const longBytes = 24 * 1024;
const deepest = 64;

const arrayTypes = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
} as const;
type ArrayType = keyof typeof arrayTypes;
type Tagged = Readonly<Record<string, unknown>>;

/** Takes a line and gives its number; null: there is only one, whatever its length. */
type PutLine = ((line: unknown) => number) | null;
/** Pauses after each line, so that whoever runs it can breathe. */
type Encoding = Generator<undefined, unknown>;

function cannot(what: string): never {
  throw new TypeError(`cannot be written: ${what}`);
}

/** What needs no look inside; null for what does. */
function encodedLeaf(value: unknown): { readonly as: unknown } | null {
  if (value === undefined) return { as: { $: 'undefined' } };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return { as: value };
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return { as: value };
    return { as: { $: 'number', is: Object.is(value, -0) ? '-0' : String(value) } };
  }
  return typeof value === 'object' ? null : cannot(typeof value);
}

function* encodeAll(
  values: readonly unknown[],
  put: PutLine,
  depth: number,
): Generator<undefined, unknown[]> {
  const out: unknown[] = [];
  for (const value of values) {
    const leaf = encodedLeaf(value);
    out.push(leaf ? leaf.as : yield* encode(value, put, depth));
  }
  return out;
}

function* encodeList(values: readonly unknown[], put: PutLine, depth: number): Encoding {
  if (!put || values.length <= longList) return yield* encodeAll(values, put, depth);
  const lines: unknown[][] = [];
  for (let at = 0; at < values.length; at += longList) {
    lines.push(yield* encodeAll(values.slice(at, at + longList), put, depth));
    yield;
  }
  // After all that they refer to themselves, and in a row.
  const numbers = lines.map((line) => put(line));
  return { $: 'list', from: numbers[0], lines: numbers.length };
}

function* encodeBytes(view: ArrayBufferView, put: PutLine): Encoding {
  const type = Object.prototype.toString.call(view).slice(8, -1);
  if (!Object.hasOwn(arrayTypes, type)) cannot(type);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (!put || bytes.length <= longBytes) return { $: type, data: base64Of(bytes) };
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; at += longBytes) {
    numbers.push(put(base64Of(bytes.subarray(at, at + longBytes))));
    yield;
  }
  return { $: type, from: numbers[0], lines: numbers.length };
}

function* encodeObject(value: object, put: PutLine, depth: number): Encoding {
  const kind = Object.getPrototypeOf(value) as unknown;
  if (kind !== Object.prototype && kind !== null) cannot('no plain object');
  const keys = Object.keys(value);
  if (keys.includes('__proto__')) cannot('__proto__');
  if (keys.includes('$')) {
    return { $: 'object', entries: yield* encodeList(Object.entries(value), put, depth) };
  }
  const parts = yield* encodeAll(Object.values(value), put, depth);
  return Object.fromEntries(keys.map((key, i) => [key, parts[i]]));
}

/** A value as JSON can hold it. Throws TypeError for what is no data (functions, blobs, dates). */
function* encode(value: unknown, put: PutLine, above: number): Encoding {
  const depth = above + 1;
  if (depth > deepest) cannot('nested too deeply');
  const leaf = encodedLeaf(value);
  if (leaf) return leaf.as;
  if (Array.isArray(value)) return yield* encodeList(value, put, depth);
  if (ArrayBuffer.isView(value)) return yield* encodeBytes(value, put);
  if (value instanceof Map) return { $: 'map', entries: yield* encodeList([...value], put, depth) };
  if (value instanceof Set) return { $: 'set', entries: yield* encodeList([...value], put, depth) };
  return yield* encodeObject(value as object, put, depth);
}

/** One value as one text of JSON. */
export function plainText(value: unknown): string {
  // Without lines of its own it never pauses.
  return JSON.stringify(encode(value, null, 0).next().value);
}

/** One value as lines of JSON, the last of them the value itself; `plainOfLines` reads them. Equal values give equal lines. */
export async function plainLines(value: unknown, breathe: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const put = (line: unknown) => lines.push(JSON.stringify(line)) - 1;
  const run = encode(value, put, 0);
  let next = run.next();
  for (; !next.done; next = run.next()) await breathe();
  put(next.value);
  return lines;
}

/** Gives a line that is referred to; each is handed out once, or a short file could stand for endless data. */
type TakeLine = (number: number) => unknown;

const noLines: TakeLine = () => refuse('a reference to a line');

function refuse(what: string): never {
  throw new TypeError(`not a value: ${what}`);
}

function takeLines({ from, lines }: Tagged, take: TakeLine): unknown[] {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(lines)) refuse('lines');
  if ((lines as number) < 1 || (lines as number) > 1e6) refuse('lines');
  return Array.from({ length: lines as number }, (_, i) => take((from as number) + i));
}

function arrayOf(tag: Tagged, take: TakeLine): unknown {
  const parts = 'data' in tag ? [tag.data] : takeLines(tag, take);
  const bytes = parts.map((part) => {
    if (typeof part !== 'string') return refuse('bytes');
    const own = bytesOfBase64(part);
    return own.length === 0 && part !== '' ? refuse('base64') : own;
  });
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of bytes) {
    whole.set(part, at);
    at += part.length;
  }
  const Type = arrayTypes[tag.$ as ArrayType];
  if (whole.length % Type.BYTES_PER_ELEMENT !== 0) refuse('bytes');
  return new Type(whole.buffer);
}

function entriesOf(value: unknown): [unknown, unknown][] {
  if (!Array.isArray(value) || !value.every((entry) => Array.isArray(entry) && entry.length === 2))
    return refuse('entries');
  return value as [unknown, unknown][];
}

function tagged(tag: Tagged, take: TakeLine, depth: number): unknown {
  const inner = () => decode(tag.entries, take, depth);
  switch (tag.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return ['-0', 'NaN', 'Infinity', '-Infinity'].includes(String(tag.is))
        ? Number(tag.is)
        : refuse('number');
    case 'list':
      return takeLines(tag, take).flatMap((line) => (Array.isArray(line) ? line : refuse('list')));
    case 'map':
      return new Map(entriesOf(inner()));
    case 'set': {
      const values = inner();
      return Array.isArray(values) ? new Set(values) : refuse('set');
    }
    case 'object':
      return plainObject(entriesOf(inner()));
    default:
      return typeof tag.$ === 'string' && Object.hasOwn(arrayTypes, tag.$)
        ? arrayOf(tag, take)
        : refuse('tag');
  }
}

function plainObject(entries: readonly (readonly [unknown, unknown])[]): unknown {
  if (entries.some(([key]) => typeof key !== 'string' || key === '__proto__')) refuse('key');
  return Object.fromEntries(entries);
}

function decode(value: unknown, take: TakeLine, above: number): unknown {
  const depth = above + 1;
  if (depth > deepest) refuse('nested too deeply');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => decode(part, take, depth));
  if (Object.hasOwn(value, '$')) return tagged(value as Tagged, take, depth);
  return plainObject(Object.entries(value).map(([key, part]) => [key, decode(part, take, depth)]));
}

/** Reads what `plainText` wrote. Throws an Error for anything else, keys named `__proto__` among it. */
export function plainOfText(text: string): unknown {
  return decode(JSON.parse(text), noLines, 0);
}

/** Reads what `plainLines` wrote, line by line. Throws an Error for anything else. */
export async function plainOfLines(lines: readonly string[], breathe: () => Promise<void>): Promise<unknown> {
  const read: unknown[] = [];
  const taken = new Set<number>();
  const take: TakeLine = (number) => {
    if (number < 0 || number >= read.length || taken.has(number)) refuse('a line that is not there');
    taken.add(number);
    return read[number];
  };
  for (const line of lines) {
    read.push(decode(JSON.parse(line), take, 0));
    await breathe();
  }
  if (read.length === 0 || taken.size !== read.length - 1) refuse('lines without use');
  return read.at(-1);
}
