// Walks a JPEG codestream's markers: size, frame type, components, and whether its end marker is there.
import { latin1, u16be } from './bytes';
import { readExif } from './exif';
import { refuse } from './guard';
import { fewestBytes } from './jpeg-room';
import { areScansComplete, checkJpegTables } from './jpeg-tables';

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  readonly components: number;
  /** SOF marker's low byte: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, 0xF7 JPEG-LS ... */
  readonly sof: number;
  readonly frameType: string;
  readonly componentIds: readonly number[];
  /** EXIF orientation 1..8. */
  readonly orientation: number;
  readonly hasJfif: boolean;
  /** Colour transform of the Adobe APP14 marker: 0 none, 1 YCbCr, 2 YCCK; null when the marker is absent. */
  readonly adobeTransform: number | null;
  readonly hasProfile: boolean;
  /** What is there and contradicts itself or cannot be read, and was given the usual reading: EXIF, APP14, scans. */
  readonly irregular: readonly string[];
  /** Below so many bytes there is no picture of this size (jpeg-room.ts); 0 where that is not known. */
  readonly fewestBytes: number;
  /** Offset just past the end marker; null when it is missing. */
  readonly end: number | null;
}

/** ITU-T T.81 table B.1; F7 is T.87. */
const frameTypes: Readonly<Record<number, string>> = {
  192: 'baseline',
  193: 'extended sequential',
  194: 'progressive',
  195: 'lossless',
  197: 'differential sequential',
  198: 'differential progressive',
  199: 'differential lossless',
  201: 'arithmetic coding',
  202: 'progressive, arithmetic coding',
  203: 'lossless, arithmetic coding',
  205: 'differential, arithmetic coding',
  206: 'differential progressive, arithmetic coding',
  207: 'differential lossless, arithmetic coding',
  247: 'JPEG-LS',
};

/** First marker at or after `at` that is not a stuffed byte, a fill byte or a restart marker; -1 at the end. */
function nextMarker(bytes: Uint8Array, at: number, lossy: boolean): number {
  for (let i = bytes.indexOf(0xff, at); i >= 0 && i + 1 < bytes.length; i = bytes.indexOf(0xff, i + 1)) {
    const code = bytes[i + 1] ?? 0;
    // JPEG-LS stuffs a bit, not a byte: below 0x80 is data there.
    const data = lossy ? code === 0 : code < 0x80;
    if (!data && code !== 0xff && (code < 0xd0 || code > 0xd7)) return i;
  }
  return -1;
}

/**
 * @param bytes starts with SOI.
 * @throws AppError `bad-header` (no frame header), `truncated` (file ends inside the markers), `damaged` (tables).
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  let sof = 0;
  let frame = { precision: 0, height: 0, width: 0, componentIds: [] as number[], fewest: 0 };
  let orientation = 1;
  let hasJfif = false;
  let hasProfile = false;
  const irregular = new Set<string>();
  const scans: Uint8Array[] = [];
  const quantisers: Uint8Array[] = [];
  const codes: Uint8Array[] = [];
  let adobeTransform: number | null = null;
  let end: number | null = null;
  let at = 2;
  while (at < bytes.length) {
    const marker = nextMarker(bytes, at, sof !== 0xf7);
    if (marker < 0) break;
    const code = bytes[marker + 1] ?? 0;
    if (code === 0xd9) {
      end = marker + 2;
      break;
    }
    // Markers without a length: TEM and a second SOI (a damaged or a nested stream).
    if (code === 0x01 || code === 0xd8) {
      at = marker + 2;
      continue;
    }
    const length = u16be(bytes, marker + 2);
    const body = bytes.subarray(marker + 4, marker + 2 + length);
    at = marker + 2 + Math.max(2, length);
    if (frameTypes[code] !== undefined && sof === 0) {
      if (body.length < 6)
        refuse('truncated', 'the frame header is cut off', { have: bytes.length, need: at });
      sof = code;
      const componentIds = Array.from({ length: body[5] ?? 0 }, (_, i) => body[6 + i * 3] ?? 0);
      const [height, width] = [u16be(body, 1), u16be(body, 3)];
      const lossyHuffman = code >= 0xc0 && code <= 0xc2;
      const fewest = lossyHuffman ? fewestBytes(body, width, height, code === 0xc2) : 0;
      frame = { precision: body[0] ?? 0, height, width, componentIds, fewest };
    } else if (code === 0xe0 && latin1(body, 0, 5) === 'JFIF\0') hasJfif = true;
    else if (code === 0xe1 && latin1(body, 0, 6) === 'Exif\0\0') {
      const exif = readExif(body.subarray(6));
      if (exif.broken) irregular.add('EXIF');
      // Of two blocks, the first that says to turn.
      if (orientation === 1) orientation = exif.orientation;
    } else if (code === 0xda) scans.push(body);
    else if (code === 0xdb) quantisers.push(body);
    else if (code === 0xc4) codes.push(body);
    else if (code === 0xe2 && latin1(body, 0, 12) === 'ICC_PROFILE\0') hasProfile = true;
    else if (code === 0xee && body.length >= 12 && latin1(body, 0, 5) === 'Adobe') {
      // A shorter marker has no transform byte: libjpeg does not take it for an Adobe marker, nor do we.
      const transform = body[11] ?? 0;
      if (transform !== (adobeTransform ?? transform)) irregular.add('APP14');
      adobeTransform = transform;
    }
  }
  if (sof === 0) {
    if (end === null)
      refuse('truncated', 'the file ends before its frame header', {
        have: bytes.length,
        need: bytes.length + 1,
      });
    refuse('bad-header', 'there is no frame header');
  }
  const { width, height, precision, componentIds } = frame;
  if (sof >= 0xc0 && sof <= 0xc2 && precision === 8) checkJpegTables({ quantisers, codes }, sof === 0xc2);
  const frameType = frameTypes[sof] ?? 'unknown';
  const components = componentIds.length;
  if (components === 3 && (adobeTransform ?? 0) > 1) irregular.add('APP14');
  if (sof === 0xc2 && !areScansComplete(scans, componentIds)) irregular.add('scans');
  return {
    width,
    height,
    precision,
    components,
    sof,
    frameType,
    componentIds,
    orientation,
    hasJfif,
    adobeTransform,
    hasProfile,
    irregular: [...irregular],
    fewestBytes: frame.fewest,
    end,
  };
}
