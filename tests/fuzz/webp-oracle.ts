// A strict reader of WebP containers (RFC 9649): size, frames, orientation, profile, and where the picture's own bytes are.
import type { HeadFacts } from './gif-oracle';
import { must } from './kit';
import { strictOrientation } from './tiff-oracle';

interface Chunk {
  readonly type: string;
  readonly body: Uint8Array;
}

const u24 = (b: Uint8Array, at: number) => b[at]! + b[at + 1]! * 256 + b[at + 2]! * 65_536;

function chunksOf(bytes: Uint8Array): Chunk[] {
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  must(bytes.length >= 20 && text(0) === 'RIFF' && text(8) === 'WEBP', 'header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = view.getUint32(4, true) + 8;
  must(end <= bytes.length && end % 2 === 0, 'length of the file');
  const list: Chunk[] = [];
  let at = 12;
  while (at < end) {
    must(at + 8 <= end, 'a chunk is cut');
    const length = view.getUint32(at + 4, true);
    must(at + 8 + length + (length % 2) <= end, 'a chunk is cut');
    list.push({ type: text(at), body: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return list;
}

/** Size by the picture's own word. @throws Breach */
function sizeOf({ type, body }: Chunk): [number, number] {
  if (type === 'VP8L') {
    must(body.length > 5 && body[0] === 0x2f && body[4]! >> 5 === 0, 'lossless header');
    const bits = body[1]! + body[2]! * 256 + body[3]! * 65_536 + (body[4]! & 15) * 2 ** 24;
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
  }
  must(body.length > 10 && (body[0]! & 1) === 0, 'key frame');
  must(body[3] === 0x9d && body[4] === 1 && body[5] === 0x2a, 'start code');
  return [(body[6]! + body[7]! * 256) & 0x3fff, (body[8]! + body[9]! * 256) & 0x3fff];
}

/** @throws Breach where no picture is meant for certain. */
export function webpFacts(bytes: Uint8Array): HeadFacts {
  const list = chunksOf(bytes);
  const first = list[0];
  must(first !== undefined, 'no chunk');
  const pictures = list.filter(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (first.type !== 'VP8X') {
    // Without the extended header, whatever follows the picture is passed over.
    must(first === pictures[0], 'the picture does not come first');
    const [width, height] = sizeOf(first);
    must(list.length === 1, 'chunks that the header does not announce');
    return { width, height, frames: 1, orientation: 1, profile: false };
  }
  must(first.body.length === 10 && list.filter(({ type }) => type === 'VP8X').length === 1, 'VP8X');
  const flags = first.body[0]!;
  const [width, height] = [u24(first.body, 4) + 1, u24(first.body, 7) + 1];
  const of = (type: string) => list.filter((chunk) => chunk.type === type);
  for (const [type, flag] of [
    ['ICCP', 32],
    ['EXIF', 8],
    ['XMP ', 4],
    ['ANIM', 2],
  ] as const)
    must(of(type).length === (flags & flag ? 1 : 0), type);
  const frames = of('ANMF');
  must(frames.length > 0 === (flags & 2) > 0, 'frames');
  if (frames.length > 0) must(pictures.length === 0, 'a still and frames');
  else {
    must(pictures.length === 1, 'pictures');
    const [w, h] = sizeOf(pictures[0]!);
    must(w === width && h === height, 'canvas and picture differ');
    must(
      of('ALPH').length <= 1 &&
        (of('ALPH').length === 0 || list.indexOf(of('ALPH')[0]!) < list.indexOf(pictures[0]!)),
      'ALPH',
    );
  }
  const place = ['VP8X', 'ICCP', 'ANIM'].flatMap((type) => of(type)).map((chunk) => list.indexOf(chunk));
  must(
    place.every((at, i) => at === i),
    'order of the chunks',
  );
  const exif = of('EXIF')[0]?.body;
  const bare = exif && String.fromCharCode(...exif.subarray(0, 4)) === 'Exif' ? exif.subarray(6) : exif;
  return {
    width,
    height,
    frames: Math.max(1, frames.length),
    orientation: bare ? strictOrientation(bare) : 1,
    profile: of('ICCP').length > 0,
  };
}
