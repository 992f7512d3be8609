// Tables and scans of a lossy 8-bit JPEG that no encoder writes (ITU-T T.81 B.2.4, F.1.2). Decoders take them without a word and
// give another picture, so that a damaged table must be found here.
import { u16be } from './bytes';
import { refuse } from './guard';

export interface JpegTables {
  readonly quantisers: readonly Uint8Array[];
  readonly codes: readonly Uint8Array[];
}

const broken = (part: string): never =>
  refuse('damaged', `a table of the JPEG is damaged (${part})`, { part });

function checkQuantisers(body: Uint8Array): void {
  for (let at = 0; at < body.length; ) {
    const wide = (body[at] ?? 0) >> 4 !== 0;
    const end = at + 1 + (wide ? 128 : 64);
    if (end > body.length) broken('quantiser');
    for (let i = at + 1; i < end; i += wide ? 2 : 1) {
      if ((wide ? u16be(body, i) : body[i]) === 0) broken('quantiser');
    }
    at = end;
  }
}

/** A symbol is a run and a size: sizes end at 10, and a run without a size means something only at its two ends. */
function isCoefficient(symbol: number, progressive: boolean): boolean {
  const run = symbol >> 4;
  const size = symbol & 15;
  return size <= 10 && (size > 0 || run === 0 || run === 15 || progressive);
}

function checkCodes(body: Uint8Array, progressive: boolean): void {
  for (let at = 0; at < body.length; ) {
    const total = body.subarray(at + 1, at + 17).reduce((a, b) => a + b, 0);
    const end = at + 17 + total;
    if (end > body.length) broken('Huffman table');
    const direct = (body[at] ?? 0) >> 4 === 0;
    const symbols = body.subarray(at + 17, end);
    if (!symbols.every((s) => (direct ? s <= 11 : isCoefficient(s, progressive)))) broken('Huffman table');
    at = end;
  }
}

/** @throws AppError `damaged`. */
export function checkJpegTables({ quantisers, codes }: JpegTables, progressive: boolean): void {
  for (const body of quantisers) checkQuantisers(body);
  for (const body of codes) checkCodes(body, progressive);
}

/**
 * Whether the scans of a progressive picture bring every coefficient of every component, each bit once and in order
 * (T.81 G.1.1.1.1). A file that lost its last scans is a coarser picture, and decoders do not say so.
 * @param scans bodies of the SOS segments.
 */
export function areScansComplete(scans: readonly Uint8Array[], componentIds: readonly number[]): boolean {
  /** Lowest bit so far, by component and coefficient. */
  const bits = new Map<string, number>();
  for (const body of scans) {
    const count = body[0] ?? 0;
    const [from = 0, to = 0, approximation = 0] = body.subarray(1 + count * 2);
    const [high, low] = [approximation >> 4, approximation & 15];
    for (let i = 0; i < count; i++) {
      for (let k = from; k <= Math.min(63, to); k++) {
        const key = `${body[1 + i * 2]} ${k}`;
        const before = bits.get(key);
        if (high === 0 ? before !== undefined : before !== high || low !== high - 1) return false;
        bits.set(key, low);
      }
    }
  }
  return componentIds.every((id) =>
    Array.from({ length: 64 }, (_, k) => bits.get(`${id} ${k}`)).every((bit) => bit === 0),
  );
}
