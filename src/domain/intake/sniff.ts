// Names a file's format from its first bytes. The extension is never believed.
import type { ImageFormat } from '../types';
import { latin1 } from './bytes';
import { gunzipHead } from './gunzip';

export type Sniffed =
  | { readonly supported: true; readonly format: ImageFormat }
  /** `name` is for a sentence ("TIFF"); null when nothing was recognised. */
  | { readonly supported: false; readonly name: string | null };

const yes = (format: ImageFormat): Sniffed => ({ supported: true, format });
const no = (name: string | null): Sniffed => ({ supported: false, name });

function hasBytes(bytes: Uint8Array, at: number, ...expected: number[]): boolean {
  return bytes.length >= at + expected.length && expected.every((value, i) => bytes[at + i] === value);
}

/** ISO base media files name themselves by brand (ISO 14496-12 4.3). */
function byBrand(bytes: Uint8Array): Sniffed | null {
  if (latin1(bytes, 4, 4) !== 'ftyp') return null;
  const brand = latin1(bytes, 8, 4);
  if (/^avi[fs]/.test(brand)) return no('AVIF');
  if (/^(hei|hev|mif1|msf1)/.test(brand)) return no('HEIC');
  return no('video (MP4)');
}

/** First bytes (Latin-1) and the name for a sentence. */
const magics: readonly (readonly [string, string])[] = [
  ['II+\0', 'BigTIFF'],
  ['MM\0+', 'BigTIFF'],
  ['\xff\n', 'JPEG XL'],
  ['\0\0\0\fJXL \r\n\x87\n', 'JPEG XL'],
  ['\0\0\0\fjP  \r\n\x87\n', 'JPEG 2000'],
  ['\xff\x4f\xff\x51', 'JPEG 2000'],
  ['%PDF-', 'PDF'],
  ['PK\x03\x04', 'ZIP'],
  ['PK\x05\x06', 'ZIP'],
  ["7z\xbc\xaf'\x1c", '7-Zip'],
  ['Rar!\x1a\x07', 'RAR'],
  ['\x93NUMPY', 'NumPy array'],
  ['\x89HDF\r\n\x1a\n', 'HDF5'],
  ['NRRD000', 'NRRD volume'],
  ['MATLAB 5.0 MAT-file', 'MATLAB arrays'],
  ['MATLAB 7.3 MAT-file', 'MATLAB arrays'],
  ['8BPS', 'Photoshop'],
  ['\0\0\x01\0', 'icon (ICO)'],
  ['\x1aE\xdf\xa3', 'video (WebM or Matroska)'],
  ['\0\0\x01\xba', 'video (MPEG)'],
  ['\0\0\x01\xb3', 'video (MPEG)'],
  ['OggS', 'video or sound (Ogg)'],
];

/** A MetaIO header: fields in any order, of which these or a comment stand first in what tools write. */
const metaImage = /^(Comment *=[^\n]*\n)?(ObjectType|NDims) *=/;

/** One file holds header and voxels ("n+1"); "ni1" is a header whose voxels lie in another file. */
function nifti(bytes: Uint8Array): Sniffed | null {
  const first = latin1(bytes, 344, 4);
  const second = latin1(bytes, 4, 8);
  if (first === 'n+1\0' || second === 'n+2\0\r\n\x1a\n') return yes('nifti');
  return first === 'ni1\0' || second === 'ni2\0\r\n\x1a\n' ? no('NIfTI header without its voxels') : null;
}

/** What a gzip stream holds, where that is a volume; other formats are not unpacked. */
function gzipped(bytes: Uint8Array): Sniffed {
  return nifti(gunzipHead(bytes, 540))?.supported ? yes('nifti') : no('gzip');
}

/**
 * A data set without preamble starts with an element of group 2 or 8, little or big endian, small element number, and
 * either two capital letters (explicit VR) or a plausible length (implicit VR).
 */
function looksLikeBareDicom(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const little = (bytes[1] === 0 && (bytes[0] === 2 || bytes[0] === 8)) || false;
  const big = bytes[0] === 0 && (bytes[1] === 2 || bytes[1] === 8);
  if (!little && !big) return false;
  const explicit = /^(UL|UI|CS|DA|TM|LO|SH|OB|AE|SQ|US|UT|UN|DT|PN|ST|LT|IS|DS)$/.test(latin1(bytes, 4, 2));
  if (explicit) return true;
  const length = new DataView(bytes.buffer, bytes.byteOffset + 4, 4).getUint32(0, little);
  return length % 2 === 0 && length <= 256 && 8 + length < bytes.length;
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // `stream` forgives a character cut at the end of the sample.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function byText(bytes: Uint8Array): Sniffed | null {
  const head = bytes.subarray(0, 1024);
  // A control character other than tab, newline and form feed says binary.
  if (head.some((b) => b < 9 || (b > 13 && b < 32 && b !== 27))) return null;
  // Noise without control characters is no text either: a tenth of letters beyond ASCII is plenty for Latin-1 tables.
  const high = head.reduce((sum, b) => sum + (b > 127 ? 1 : 0), 0);
  if (high * 10 > head.length && !isUtf8(head)) return null;
  const text = latin1(head, 0, head.length)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg|<svg)/is.test(text)) return no('SVG');
  if (/^<(!doctype html|html|head|body)/i.test(text)) return no('web page (HTML)');
  if (/^<\?xml/i.test(text)) return no('XML');
  if (/^[[{]/.test(text)) return no('JSON');
  if (/^version https:\/\/git-lfs/.test(text)) return no('Git LFS pointer');
  const firstLine = text.split(/[\r\n]/, 1)[0] ?? '';
  return no(/[,;\t]/.test(firstLine) ? 'table (CSV)' : 'text');
}

/** Format by content. Never throws; an empty or unknown file is `{supported: false, name: null}`. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (hasBytes(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return yes('png');
  if (latin1(bytes, 128, 4) === 'DICM') return yes('dicom');
  if (hasBytes(bytes, 0, 0xff, 0xd8, 0xff)) return yes('jpeg');
  const head = latin1(bytes, 0, 64);
  if (/^GIF8[79]a/.test(head)) return yes('gif');
  if (/^RIFF....WEBP/s.test(head)) return yes('webp');
  // "BM" alone is too weak: the DIB header's size must be one that exists.
  if (head.startsWith('BM') && [12, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0) {
    return yes('bmp');
  }
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return yes('tiff');
  if (head.startsWith('\x1f\x8b')) return gzipped(bytes);
  const brand = byBrand(bytes);
  if (brand) return brand;
  if (/^RIFF....AVI /s.test(head)) return no('video (AVI)');
  if (metaImage.test(head)) return no('MetaImage volume');
  for (const [magic, name] of magics) if (head.startsWith(magic)) return no(name);
  const volume = nifti(bytes);
  if (volume) return volume;
  if (looksLikeBareDicom(bytes)) return yes('dicom');
  if (bytes.length === 0) return no(null);
  return byText(bytes) ?? no(null);
}

const extensions: Readonly<Record<ImageFormat, readonly string[]>> = {
  png: ['png', 'apng'],
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  webp: ['webp'],
  bmp: ['bmp', 'dib'],
  gif: ['gif'],
  tiff: ['tif', 'tiff'],
  // "gz" is no image's name: it is not among the known ones below either.
  nifti: ['nii', 'gz'],
  // DICOM files often carry no extension, a number or a piece of a UID: only another image's extension is a lie.
  dicom: [],
};

/** The extension, lower case, when it names another image format than the content does; else null. */
export function lyingExtension(name: string, format: ImageFormat): string | null {
  const found = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (found === undefined || extensions[format].includes(found)) return null;
  const known = [
    ...Object.values(extensions)
      .flat()
      .filter((name) => name !== 'gz'),
    'dcm',
    'dicom',
    'heic',
    'avif',
    'jp2',
  ];
  return known.includes(found) && !(format === 'dicom' && /^(dcm|dicom)$/.test(found)) ? found : null;
}
