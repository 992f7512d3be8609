import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { lyingExtension, sniff } from '../../../src/domain/intake/sniff';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const box = (brand: string) => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0`);

function nifti(magic: string): Uint8Array {
  const out = new Uint8Array(352);
  out.set(bytes(magic), 344);
  return out;
}

const named: readonly [string, Uint8Array][] = [
  ['BigTIFF', bytes('II+\0\x08\0\0\0')],
  ['BigTIFF', bytes('MM\0+\0\0\0\x08')],
  ['HEIC', box('heic')],
  ['AVIF', box('avif')],
  ['video (MP4)', box('isom')],
  ['JPEG XL', bytes('\xff\x0a\0\0')],
  ['JPEG 2000', bytes('\0\0\0\x0cjP  \r\n\x87\n')],
  ['PDF', bytes('%PDF-1.7\n')],
  ['ZIP', zipSync({ a: new Uint8Array(3) })],
  ['gzip', gzipSync(new Uint8Array(3))],
  ['NumPy array', bytes('\x93NUMPY\x01\0')],
  ['NIfTI header without its voxels', nifti('ni1\0')],
  ['SVG', bytes('<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg">')],
  ['web page (HTML)', bytes('<!DOCTYPE html><html>')],
  ['JSON', bytes('{"a": 1}')],
  ['table (CSV)', bytes('id,label\n1,2\n')],
  ['text', bytes('hello there')],
];

describe('sniff', () => {
  it.each(named)('names %s', (name, content) => {
    expect(sniff(content)).toEqual({ supported: false, name });
  });

  it('takes TIFF of either byte order, and a volume whether gzipped or not', () => {
    for (const content of [bytes('II*\0\x08\0\0\0'), bytes('MM\0*\0\0\0\x08')])
      expect(sniff(content)).toEqual({ supported: true, format: 'tiff' });
    for (const content of [nifti('n+1\0'), gzipSync(nifti('n+1\0'))])
      expect(sniff(content)).toEqual({ supported: true, format: 'nifti' });
    // Damaged after its first bytes, a gzip stream is still one.
    expect(sniff(bytes('\x1f\x8b\x08\0abc'))).toEqual({ supported: false, name: 'gzip' });
  });

  it('knows nothing of noise and of nothing', () => {
    expect(sniff(new Uint8Array(0))).toEqual({ supported: false, name: null });
    expect(sniff(Uint8Array.from({ length: 500 }, (_, i) => (i * 89) & 255))).toEqual({
      supported: false,
      name: null,
    });
  });

  it('takes a data set without preamble for DICOM, explicit and implicit', () => {
    const explicit = bytes('\x08\0\x05\0CS\x0a\0ISO_IR 100');
    const implicit = bytes('\x08\0\x05\0\x0a\0\0\0ISO_IR 100\x08\0\x08\0');
    expect(sniff(explicit)).toEqual({ supported: true, format: 'dicom' });
    expect(sniff(implicit)).toEqual({ supported: true, format: 'dicom' });
  });
});

describe('lyingExtension', () => {
  it('tells another image format, and nothing else', () => {
    expect(lyingExtension('a.JPG', 'png')).toBe('jpg');
    expect(lyingExtension('a.png', 'png')).toBeNull();
    expect(lyingExtension('a.dcm', 'png')).toBe('dcm');
    expect(lyingExtension('a.tif', 'tiff')).toBeNull();
    expect(lyingExtension('a.nii.gz', 'nifti')).toBeNull();
    expect(lyingExtension('a.gz', 'png')).toBeNull();
    expect(lyingExtension('a.png', 'dicom')).toBe('png');
    for (const name of ['IM0001', 'a.dcm', '1.2.840.10008', 'scan.ima'])
      expect(lyingExtension(name, 'dicom')).toBeNull();
  });
});
