// Two facts of a JPEG 2000 codestream (ISO 15444-1 annex A): its size, and whether it undoes a colour transform.
import { latin1, u16be, u32be } from './bytes';
import { refuse } from './guard';

export interface J2kHeader {
  readonly width: number;
  readonly height: number;
  /** Multiple component transform: the decoder's output is RGB, whatever the DICOM header says. */
  readonly colourTransform: boolean;
}

/** Some writers put a whole JP2 file in the frame: the codestream starts at its first SOC + SIZ. */
function codestreamOf(bytes: Uint8Array): Uint8Array {
  const boxed = latin1(bytes, 4, 4) === 'jP  ';
  for (let at = 0; at + 4 <= (boxed ? bytes.length : 4); at++) {
    if (u16be(bytes, at) === 0xff4f && u16be(bytes, at + 2) === 0xff51) return bytes.subarray(at);
  }
  return refuse('damaged', 'the frame is no JPEG 2000 codestream', { part: 'PixelData' });
}

/**
 * @param frame a codestream (FF 4F first), or a JP2 file.
 * @throws AppError `damaged` when it does not start as a codestream, `truncated` when the main header is cut off.
 */
export function readJ2kHeader(frame: Uint8Array): J2kHeader {
  const bytes = codestreamOf(frame);
  const width = u32be(bytes, 8) - u32be(bytes, 16);
  const height = u32be(bytes, 12) - u32be(bytes, 20);
  for (let at = 2; at + 4 <= bytes.length; at += 2 + u16be(bytes, at + 2)) {
    const marker = u16be(bytes, at);
    // SOT: the main header is over.
    if (marker === 0xff90) break;
    if (marker === 0xff52) return { width, height, colourTransform: bytes[at + 8] === 1 };
  }
  return refuse('truncated', 'the header of the codestream is cut off', {
    have: bytes.length,
    need: bytes.length + 1,
  });
}
