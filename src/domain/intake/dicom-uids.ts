// Names of transfer syntaxes (PS3.6 table A-1) and of objects without an image (PS3.4 table B.5-1), and what we do with each.

export type Coding =
  | 'native'
  | 'rle'
  | 'jpeg'
  | 'jpeg-12'
  | 'jpeg-lossless'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  /** Known, named, not decoded. */
  | 'refused';

export interface TransferSyntax {
  readonly name: string;
  readonly coding: Coding;
  readonly lossy: boolean;
}

const syntax = (name: string, coding: Coding, lossy = false): TransferSyntax => ({ name, coding, lossy });
const root = '1.2.840.10008.1.2';

/** Lossy is said by the syntax only where it leaves no choice; else by LossyImageCompression. */
const syntaxes: ReadonlyMap<string, TransferSyntax> = new Map([
  [root, syntax('Implicit VR Little Endian', 'native')],
  [`${root}.1`, syntax('Explicit VR Little Endian', 'native')],
  [`${root}.1.99`, syntax('Deflated Explicit VR Little Endian', 'native')],
  [`${root}.2`, syntax('Explicit VR Big Endian', 'native')],
  [`${root}.5`, syntax('RLE Lossless', 'rle')],
  [`${root}.4.50`, syntax('JPEG Baseline', 'jpeg', true)],
  [`${root}.4.51`, syntax('JPEG Extended, 12 bit', 'jpeg-12', true)],
  [`${root}.4.57`, syntax('JPEG Lossless', 'jpeg-lossless')],
  [`${root}.4.70`, syntax('JPEG Lossless, first-order prediction', 'jpeg-lossless')],
  [`${root}.4.80`, syntax('JPEG-LS Lossless', 'jpeg-ls')],
  [`${root}.4.81`, syntax('JPEG-LS Near-Lossless', 'jpeg-ls', true)],
  [`${root}.4.90`, syntax('JPEG 2000 Lossless', 'jpeg-2000')],
  [`${root}.4.91`, syntax('JPEG 2000', 'jpeg-2000')],
  [`${root}.4.201`, syntax('High-Throughput JPEG 2000 Lossless', 'htj2k')],
  [`${root}.4.202`, syntax('High-Throughput JPEG 2000 Lossless, RPCL', 'htj2k')],
  [`${root}.4.203`, syntax('High-Throughput JPEG 2000', 'htj2k')],
  [`${root}.1.98`, syntax('Encapsulated Uncompressed', 'refused')],
  [`${root}.4.52`, syntax('JPEG Extended, processes 3 and 5 (retired)', 'refused')],
  [`${root}.4.53`, syntax('JPEG Spectral Selection, processes 6 and 8 (retired)', 'refused')],
  [`${root}.4.54`, syntax('JPEG Spectral Selection, processes 7 and 9 (retired)', 'refused')],
  [`${root}.4.55`, syntax('JPEG Full Progression, processes 10 and 12 (retired)', 'refused')],
  [`${root}.4.56`, syntax('JPEG Full Progression, processes 11 and 13 (retired)', 'refused')],
  [`${root}.4.92`, syntax('JPEG 2000 part 2 Lossless', 'refused')],
  [`${root}.4.93`, syntax('JPEG 2000 part 2', 'refused')],
  [`${root}.4.94`, syntax('JPIP Referenced (pixels elsewhere)', 'refused')],
  [`${root}.4.95`, syntax('JPIP Referenced Deflate (pixels elsewhere)', 'refused')],
  [`${root}.4.100`, syntax('MPEG2 video', 'refused')],
  [`${root}.4.101`, syntax('MPEG2 video, high level', 'refused')],
  [`${root}.4.102`, syntax('MPEG-4 video', 'refused')],
  [`${root}.4.103`, syntax('MPEG-4 video, BD-compatible', 'refused')],
  [`${root}.4.104`, syntax('MPEG-4 video for 2D', 'refused')],
  [`${root}.4.105`, syntax('MPEG-4 video for 3D', 'refused')],
  [`${root}.4.106`, syntax('MPEG-4 video, stereo', 'refused')],
  [`${root}.4.107`, syntax('HEVC video', 'refused')],
  [`${root}.4.108`, syntax('HEVC video, 10 bit', 'refused')],
  [`${root}.4.110`, syntax('JPEG XL Lossless', 'refused')],
  [`${root}.4.111`, syntax('JPEG XL from JPEG', 'refused')],
  [`${root}.4.112`, syntax('JPEG XL', 'refused')],
  [`${root}.4.204`, syntax('JPIP HTJ2K Referenced (pixels elsewhere)', 'refused')],
  [`${root}.8.1`, syntax('Deflated Image Frame Compression', 'refused')],
]);

/** Undefined for a UID we do not know, private ones among them. */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return syntaxes.get(uid);
}

const storage = '1.2.840.10008.5.1.4.1.1';

/** Longest prefix wins. */
const objects: readonly (readonly [string, string])[] = [
  ['1.2.840.10008.1.3.10', 'directory of a medium (DICOMDIR)'],
  [`${storage}.88`, 'Structured Report'],
  [`${storage}.88.59`, 'Key Object Selection'],
  [`${storage}.88.67`, 'Radiation Dose Report'],
  [`${storage}.9`, 'waveform'],
  [`${storage}.9.1`, 'ECG waveform'],
  [`${storage}.11`, 'presentation state'],
  [`${storage}.104`, 'encapsulated document'],
  [`${storage}.104.1`, 'encapsulated PDF'],
  [`${storage}.481.3`, 'radiotherapy structure set'],
  [`${storage}.481.4`, 'radiotherapy beam record'],
  [`${storage}.481.5`, 'radiotherapy plan'],
  [`${storage}.481.8`, 'radiotherapy ion plan'],
  [`${storage}.66`, 'raw data'],
  [`${storage}.66.1`, 'spatial registration'],
  [`${storage}.66.2`, 'spatial fiducials'],
  [`${storage}.66.5`, 'surface segmentation'],
  [`${storage}.4.2`, 'MR spectroscopy'],
];

/** What an object without pixels is, in words; "object without pixels" when its class is not known. */
export function objectName(sopClass: string): string {
  let best: readonly [string, string] = ['', 'object without pixels'];
  for (const entry of objects) {
    const hit = sopClass === entry[0] || sopClass.startsWith(`${entry[0]}.`);
    if (hit && entry[0].length > best[0].length) best = entry;
  }
  return best[1];
}
