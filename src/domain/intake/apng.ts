// Frames of an animated PNG, put together without a browser: each is drawn over what stands after the one before it
// (PNG 3rd edition, 11.3.4 and 12.11: fcTL, fdAT, dispose and blend).
import { latin1, u32be } from './bytes';
import { crc32 } from './crc32';
import { refuse } from './guard';
import { straightSamples } from './png';
import type { PngHeader } from './png-header';

interface ApngFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0: stays. 1: its part becomes clear. 2: its part becomes what was there before. */
  readonly dispose: number;
  /** 0: takes the place of what is there. 1: is laid over it. */
  readonly blend: number;
  readonly data: Uint8Array[];
  /** False where a checksum of its chunks is wrong. */
  whole: boolean;
}

/** The frames there are: a default image before the first fcTL is none of them. @param bytes of a PNG whose chunks are whole. */
function framesIn(bytes: Uint8Array): readonly ApngFrame[] {
  const frames: ApngFrame[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + u32be(bytes, at);
    const type = latin1(bytes, at + 4, 4);
    const content = bytes.subarray(at + 8, end - 4);
    const whole = crc32(bytes.subarray(at + 4, end - 4)) === u32be(bytes, end - 4);
    const frame = frames.at(-1);
    if (type === 'fcTL' && content.length === 26) {
      const [width = 0, height = 0, x = 0, y = 0] = [4, 8, 12, 16].map((from) => u32be(content, from));
      const [dispose = 0, blend = 0] = content.subarray(24);
      frames.push({ x, y, width, height, dispose, blend, data: [], whole });
    } else if (frame && (type === 'IDAT' || type === 'fdAT')) {
      frame.data.push(type === 'IDAT' ? content : content.subarray(4));
      frame.whole &&= whole;
    }
    at = end;
  }
  return frames;
}

/** One frame's own pixels, straight RGBA, 8 bit. @throws AppError of the sample reader. */
function ownPixels(header: PngHeader, { width, height, data }: ApngFrame): Uint8Array {
  const { samples, channels } = straightSamples({ ...header, width, height, data });
  const grey = channels < 3;
  const alpha = channels % 2 === 0;
  const out = new Uint8Array(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    const from = p * channels;
    for (let c = 0; c < 3; c++) out[p * 4 + c] = samples[from + (grey ? 0 : c)]!;
    out[p * 4 + 3] = alpha ? samples[from + channels - 1]! : 255;
  }
  return out;
}

/** Lays a row of pixels over another one, both with straight alpha. */
function layOver(below: Uint8Array, top: Uint8Array): void {
  for (let at = 0; at < top.length; at += 4) {
    const strong = top[at + 3]! * 255;
    const weak = (255 - top[at + 3]!) * below[at + 3]!;
    if (strong === 0) continue;
    for (let c = at; c < at + 3; c++)
      below[c] = Math.round((top[c]! * strong + below[c]! * weak) / (strong + weak));
    below[at + 3] = Math.round((strong + weak) / 255);
  }
}

/** The rows of a frame's part of the canvas. */
function rowsOn(canvas: Uint8Array, canvasWidth: number, { x, y, width, height }: ApngFrame): Uint8Array[] {
  return Array.from({ length: height }, (_, row) => {
    const from = ((y + row) * canvasWidth + x) * 4;
    return canvas.subarray(from, from + width * 4);
  });
}

/** An animated PNG, opened. */
export interface Apng {
  readonly frames: number;
  /** The canvas once frame `index` (0-based) has been drawn: straight RGBA, `width * height * 4`. @throws AppError */
  frame(index: number): Uint8Array;
}

/**
 * null for what cannot be read frame by frame: a still picture, another number of frames than announced, 16 bit.
 * @param bytes the file that `header` is of.
 */
export function openApng(bytes: Uint8Array, header: PngHeader): Apng | null {
  if (header.frames < 2 || header.depth === 16) return null;
  const frames = framesIn(bytes);
  if (frames.length !== header.frames) return null;
  const { width, height } = header;
  let canvas = new Uint8Array(width * height * 4);
  let drawn = 0;
  let dispose: () => void = () => undefined;

  const draw = (frame: ApngFrame, first: boolean) => {
    if (!frame.whole) refuse('damaged', 'a checksum of a frame is wrong', { part: 'frame' });
    if (frame.width === 0 || frame.height === 0) refuse('damaged', 'a frame has no size', { part: 'frame' });
    if (frame.x + frame.width > width || frame.y + frame.height > height)
      refuse('damaged', 'a frame lies beyond the picture', { part: 'frame' });
    const own = ownPixels(header, frame);
    dispose();
    const before = frame.dispose === 2 && !first ? canvas.slice() : null;
    rowsOn(canvas, width, frame).forEach((row, at) => {
      const rowBytes = frame.width * 4;
      const part = own.subarray(at * rowBytes, (at + 1) * rowBytes);
      if (frame.blend === 1) layOver(row, part);
      else row.set(part);
    });
    dispose = () => {
      if (before) canvas = before;
      // The first frame has nothing before it: its part becomes clear.
      else if (frame.dispose > 0) for (const row of rowsOn(canvas, width, frame)) row.fill(0);
    };
  };
  return {
    frames: frames.length,
    frame(index) {
      // Frames rest on those before them: going on is cheap, going back starts anew.
      if (index + 1 < drawn) {
        canvas = new Uint8Array(width * height * 4);
        drawn = 0;
        dispose = () => undefined;
      }
      while (drawn <= index) {
        draw(frames[drawn]!, drawn === 0);
        drawn += 1;
      }
      return canvas.slice();
    },
  };
}

/** How many frames a header walk finds that can be read one by one; see `openApng`. 1 for a still picture. */
export async function countApngFrames(
  read: (from: number, to: number) => Promise<Uint8Array>,
  most: number,
): Promise<number> {
  const head = await read(0, 33);
  if (head.length < 33 || head[24] === 16) return 1;
  let announced = 1;
  let found = 0;
  for (let at = 33; ; ) {
    const chunk = await read(at, at + 12);
    if (chunk.length < 12) return 1;
    const type = latin1(chunk, 4, 4);
    if (type === 'acTL') announced = u32be(chunk, 8);
    if (type === 'fcTL') found += 1;
    // A still picture is known for one at its first pixels.
    if (type === 'IDAT' && announced < 2) return 1;
    if (type === 'IEND') return found === announced && found <= most ? found : 1;
    at += 12 + u32be(chunk, 0);
  }
}
