// A strict JPEG decoder after ITU-T T.81 (baseline, extended and progressive, 8 bit), T.871 (JFIF) and Adobe's marker:
// what a mutant means. Slow, with a transform in floats and plain repetition of subsampled colours.
import {
  Bits,
  type Codes,
  type Component,
  codesOf,
  type Running,
  readBlock,
  type Scan,
} from './jpeg-entropy';
import { plane } from './jpeg-transform';
import { Breach, must, type Oracle, type Shot, upright } from './kit';
import { strictOrientation } from './tiff-oracle';

interface State {
  readonly quantisers: Map<number, Uint16Array>;
  readonly codes: Map<number, Codes>;
  interval: number;
  frame: { width: number; height: number; progressive: boolean; components: Component[] } | null;
  /** 0 until an EXIF block was there. */
  orientation: number;
  jfif: boolean;
  adobe: number | null;
  scanned: Map<number, number>;
}

const text = (bytes: Uint8Array, length: number) => String.fromCharCode(...bytes.subarray(0, length));
const u16 = (bytes: Uint8Array, at: number) => bytes[at]! * 256 + bytes[at + 1]!;

function readQuantisers(body: Uint8Array, state: State): void {
  for (let at = 0; at < body.length; ) {
    const [wide, id] = [body[at]! >> 4, body[at]! & 15];
    // 16-bit tables do not go with 8-bit baseline frames (B.2.4.1), but decoders take them.
    must(wide <= 1 && id <= 3 && at + 1 + 64 * (wide + 1) <= body.length, 'DQT');
    const table = Uint16Array.from({ length: 64 }, (_, k) =>
      wide ? u16(body, at + 1 + k * 2) : body[at + 1 + k]!,
    );
    must(
      table.every((q) => q > 0),
      'quantiser 0',
    );
    state.quantisers.set(id, table);
    at += 1 + 64 * (wide + 1);
  }
}

function readCodes(body: Uint8Array, state: State): void {
  for (let at = 0; at < body.length; ) {
    must(at + 17 <= body.length, 'DHT');
    const key = body[at]!;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((a, b) => a + b, 0);
    must(key >> 4 <= 1 && (key & 15) <= 3 && total <= 256 && at + 17 + total <= body.length, 'DHT');
    const symbols = body.subarray(at + 17, at + 17 + total);
    must(key >> 4 === 1 || symbols.every((s) => s <= 11), 'DC symbol');
    state.codes.set(key, codesOf(counts, symbols));
    at += 17 + total;
  }
}

function readFrame(code: number, body: Uint8Array, state: State): void {
  must(state.frame === null && body.length >= 6, 'SOF');
  const [precision, count] = [body[0]!, body[5]!];
  const [height, width] = [u16(body, 1), u16(body, 3)];
  must(precision === 8 && (count === 1 || count === 3) && body.length === 6 + count * 3, 'SOF');
  must(width >= 8 && height >= 8 && width * height < 1e7, 'size out of bounds');
  const raw = Array.from(
    { length: count },
    (_, i) => [...body.subarray(6 + i * 3, 9 + i * 3)] as [number, number, number],
  );
  must(new Set(raw.map(([id]) => id)).size === count, 'component twice');
  must(
    raw.every(([, hv, q]) => hv >> 4 >= 1 && hv >> 4 <= 4 && (hv & 15) >= 1 && (hv & 15) <= 4 && q <= 3),
    'SOF',
  );
  const [hMax, vMax] = [Math.max(...raw.map(([, hv]) => hv >> 4)), Math.max(...raw.map(([, hv]) => hv & 15))];
  // A scan of three components holds ten blocks at most (B.2.3).
  must(count === 1 || raw.reduce((sum, [, hv]) => sum + (hv >> 4) * (hv & 15), 0) <= 10, 'too many blocks');
  const components = raw.map(([id, hv, quantiser]): Component => {
    const [h, v] = [hv >> 4, hv & 15];
    const across = Math.ceil(width / (8 * hMax)) * h;
    const down = Math.ceil(height / (8 * vMax)) * v;
    const ownAcross = Math.ceil(Math.ceil((width * h) / hMax) / 8);
    const ownDown = Math.ceil(Math.ceil((height * v) / vMax) / 8);
    return {
      h,
      v,
      quantiser,
      id,
      across,
      down,
      ownAcross,
      ownDown,
      coefficients: new Int32Array(across * down * 64),
    };
  });
  state.frame = { width, height, progressive: code === 0xc2, components };
}

function checkScan(scan: Scan, used: readonly number[], state: State): void {
  const { ss, se, ah, al, progressive } = scan;
  if (!progressive) {
    must(ss === 0 && se === 63 && ah === 0 && al === 0, 'SOS');
    for (const c of used) {
      must(!state.scanned.has(c * 64), 'component scanned twice');
      state.scanned.set(c * 64, 0);
    }
    return;
  }
  must(ss <= se && se <= 63 && (ss > 0 || se === 0) && (ss === 0 || used.length === 1) && al <= 13, 'SOS');
  must(ah === 0 || ah === al + 1, 'SOS');
  for (const c of used) {
    must(ss === 0 || state.scanned.has(c * 64), 'AC before DC');
    for (let k = ss; k <= se; k++) {
      const before = state.scanned.get(c * 64 + k);
      must(ah === 0 ? before === undefined : before === ah, 'successive approximation');
      state.scanned.set(c * 64 + k, al);
    }
  }
}

/** @returns offset past the scan's data. */
function readScan(bytes: Uint8Array, body: Uint8Array, from: number, state: State): number {
  const { frame } = state;
  must(frame !== null && body.length >= 1 && body.length === 4 + body[0]! * 2, 'SOS');
  const count = body[0]!;
  const used = Array.from({ length: count }, (_, i) =>
    frame.components.findIndex(({ id }) => id === body[1 + i * 2]),
  );
  must(count >= 1 && count <= 3 && used.every((c, i) => c >= 0 && c > (used[i - 1] ?? -1)), 'SOS');
  const [ss, se, a] = [...body.subarray(body.length - 3)] as [number, number, number];
  const scan = { ss, se, ah: a >> 4, al: a & 15, progressive: frame.progressive };
  checkScan(scan, used, state);
  const tables = used.map((_, i) => ({
    dc: state.codes.get(body[2 + i * 2]! >> 4),
    ac: state.codes.get(16 + (body[2 + i * 2]! & 15)),
  }));
  for (const c of used) must(state.quantisers.has(frame.components[c]!.quantiser), 'no quantiser');
  const bits = new Bits(bytes, from);
  const run: Running = { predictors: used.map(() => 0), run: 0 };
  const single = used.length === 1 ? frame.components[used[0]!]! : null;
  const first = frame.components[used[0]!]!;
  const units = single
    ? single.ownAcross * single.ownDown
    : (first.across / first.h) * (first.down / first.v);
  for (let unit = 0; unit < units; unit++) {
    if (state.interval > 0 && unit > 0 && unit % state.interval === 0) {
      must(run.run === 0, 'run across a restart');
      bits.restart((unit / state.interval - 1) % 8);
      run.predictors.fill(0);
    }
    for (const [i, c] of used.entries()) {
      const component = frame.components[c]!;
      const { h, v, across } = component;
      if (single) {
        const block = Math.floor(unit / single.ownAcross) * across + (unit % single.ownAcross);
        readBlock(bits, component, block, tables[i]!, i, scan, run);
        continue;
      }
      const [mx, my] = [unit % (across / h), Math.floor(unit / (across / h))];
      for (let y = 0; y < v; y++) {
        for (let x = 0; x < h; x++) {
          readBlock(bits, component, (my * v + y) * across + mx * h + x, tables[i]!, i, scan, run);
        }
      }
    }
  }
  must(run.run === 0, 'run past the scan');
  bits.align();
  return bits.at;
}

function walk(bytes: Uint8Array): State {
  const state: State = {
    quantisers: new Map(),
    codes: new Map(),
    interval: 0,
    frame: null,
    orientation: 0,
    jfif: false,
    adobe: null,
    scanned: new Map(),
  };
  must(bytes[0] === 0xff && bytes[1] === 0xd8, 'SOI');
  let at = 2;
  for (;;) {
    must(bytes[at] === 0xff, leftover);
    while (bytes[at + 1] === 0xff) at++;
    const code = bytes[at + 1] ?? 0;
    if (code === 0xd9) {
      must(at + 2 === bytes.length, 'bytes after EOI');
      return state;
    }
    const length = u16(bytes, at + 2);
    must(length >= 2 && at + 2 + length <= bytes.length, 'segment cut');
    const body = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (code === 0xdb) readQuantisers(body, state);
    else if (code === 0xc4) readCodes(body, state);
    else if (code >= 0xc0 && code <= 0xc2) readFrame(code, body, state);
    else if (code === 0xdd) {
      must(body.length === 2, 'DRI');
      state.interval = u16(body, 0);
    } else if (code === 0xda) at = readScan(bytes, body, at, state);
    else if (code === 0xe0 && text(body, 5) === 'JFIF\0') {
      // Behind a scan, decoders have long decided about the colours.
      must(state.scanned.size === 0, 'JFIF behind a scan');
      state.jfif = true;
    } else if (code === 0xee && text(body, 5) === 'Adobe') {
      must(body.length === 12 && body[11]! <= 1 && state.adobe === null, 'APP14');
      state.adobe = body[11]!;
    } else if (code === 0xe1 && text(body, 6) === 'Exif\0\0') {
      must(state.orientation === 0, 'EXIF twice');
      state.orientation = strictOrientation(body.subarray(6));
    } else must((code >= 0xe0 && code <= 0xef) || code === 0xfe, `marker ${code.toString(16)}`);
  }
}

export interface JpegMeaning {
  readonly shot: Shot;
  readonly tolerance: number;
  readonly components: number;
  readonly jfif: boolean;
  readonly adobe: number | null;
}

/** @param assume what three components are where the stream does not say. @throws Breach. */
export function readStrictly(bytes: Uint8Array, assume: 'YCbCr' | 'RGB' | 'by id' = 'by id'): JpegMeaning {
  const { frame, quantisers, orientation, jfif, adobe, scanned } = walk(bytes);
  must(frame !== null, 'no frame');
  const { width, height, components } = frame;
  components.forEach((_, c) => {
    must(scanned.get(c * 64) === 0, 'component without its last scan');
    if (frame.progressive)
      for (let k = 1; k < 64; k++) must(scanned.get(c * 64 + k) === 0, 'band without its last scan');
  });
  const [hMax, vMax] = [Math.max(...components.map(({ h }) => h)), Math.max(...components.map(({ v }) => v))];
  const planes = components.map((component) => plane(component, quantisers.get(component.quantiser)!));
  const values = new Float64Array(width * height * components.length);
  const ids = components.map(({ id }) => id).join();
  const byId = assume === 'by id' ? (ids === '82,71,66' ? 'RGB' : 'YCbCr') : assume;
  // JFIF is always YCbCr (T.871 7); then Adobe's word, then custom.
  const rgb = components.length === 3 && (jfif ? false : adobe !== null ? adobe === 0 : byId === 'RGB');
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * components.length;
      const own = components.map(({ h, v, across }, c) => {
        return planes[c]![Math.floor((y * v) / vMax) * across * 8 + Math.floor((x * h) / hMax)]!;
      });
      if (components.length === 1 || rgb) values.set(own, at);
      else {
        const [Y, cb, cr] = own as [number, number, number];
        const clamp = (value: number) => Math.min(255, Math.max(0, value));
        values[at] = clamp(Y + 1.402 * (cr - 128));
        values[at + 1] = clamp(Y - 0.344_136 * (cb - 128) - 0.714_136 * (cr - 128));
        values[at + 2] = clamp(Y + 1.772 * (cb - 128));
      }
    }
  }
  const subsampled = components.some(({ h, v }) => h !== hMax || v !== vMax);
  const shot = upright({ width, height, values }, orientation, components.length);
  return { shot, tolerance: subsampled ? 16 : 3, components: components.length, jfif, adobe };
}

/** The breach of a scan whose codes end before its bytes do. */
export const leftover = 'bytes between segments';

/** Codes that exist, but lead past a block, past the range of samples or not to a padded end: only decoding all can tell. */
const onlyCodes = /^(coefficient past|samples past|padding)/;

export function jpegOracle(bytes: Uint8Array): Oracle {
  try {
    const { shot, tolerance } = readStrictly(bytes);
    return { kind: 'conformant', shot, tolerance };
  } catch (thrown) {
    if (thrown instanceof Breach && onlyCodes.test(thrown.message)) return { kind: 'pixel-data' };
    throw thrown;
  }
}
