// Writes a small colour DICOM file (explicit VR little endian) that says of itself, in four places, that it is synthetic.
import { concat } from '../intake/bytes';

export interface DicomImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB bytes, row-major. */
  readonly data: Uint8Array;
  readonly patientId: string;
  /** Digits that make this object's UIDs differ from those of others. */
  readonly serial: number;
}

// 2.25 is the arc for UIDs made from numbers (PS3.5 B.2); this one stands for the sample set alone.
const root = '2.25.314159265358979';
const explicitLittleEndian = '1.2.840.10008.1.2.1';
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

const longForm = new Set(['OB']);

type Value = string | number | Uint8Array;

function element(group: number, number: number, vr: string, value: Value): Uint8Array {
  const body = bytesOf(vr, value);
  const long = longForm.has(vr);
  const out = new Uint8Array((long ? 12 : 8) + body.length);
  const view = new DataView(out.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, number, true);
  out[4] = vr.charCodeAt(0);
  out[5] = vr.charCodeAt(1);
  if (long) view.setUint32(8, body.length, true);
  else view.setUint16(6, body.length, true);
  out.set(body, out.length - body.length);
  return out;
}

/** Even length is a rule of the format (PS3.5 7.1.1): UIDs are padded by a zero byte, text by a space. */
function bytesOf(vr: string, value: Value): Uint8Array {
  if (typeof value === 'number') {
    const wide = vr === 'UL';
    return new Uint8Array(wide ? Uint32Array.of(value).buffer : Uint16Array.of(value).buffer);
  }
  const raw = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  if (raw.length % 2 === 0) return raw;
  const padded = new Uint8Array(raw.length + 1);
  padded.set(raw);
  if (typeof value === 'string' && vr !== 'UI') padded[raw.length] = 0x20;
  return padded;
}

/** The bytes of a Secondary Capture object (PS3.3 A.8.1) with preamble and file meta group (PS3.10 7.1). */
export function writeDicom(image: DicomImage): Uint8Array {
  const instance = `${root}.${image.serial}`;
  const meta = concat([
    element(0x0002, 0x0001, 'OB', Uint8Array.of(0, 1)),
    element(0x0002, 0x0002, 'UI', secondaryCapture),
    element(0x0002, 0x0003, 'UI', instance),
    element(0x0002, 0x0010, 'UI', explicitLittleEndian),
    element(0x0002, 0x0012, 'UI', `${root}.0`),
  ]);
  const magic = new Uint8Array(132);
  magic.set(new TextEncoder().encode('DICM'), 128);
  return concat([
    magic,
    element(0x0002, 0x0000, 'UL', meta.length),
    meta,
    element(0x0008, 0x0008, 'CS', 'DERIVED\\SECONDARY\\SYNTHETIC'),
    element(0x0008, 0x0016, 'UI', secondaryCapture),
    element(0x0008, 0x0018, 'UI', instance),
    element(0x0008, 0x0060, 'CS', 'SM'),
    element(0x0008, 0x0064, 'CS', 'SYN'),
    element(0x0008, 0x2111, 'ST', 'SYNTHETIC: drawn by a program, no patient'),
    element(0x0010, 0x0010, 'PN', `SYNTHETIC^${image.patientId.replace('SYNTHETIC-', '')}`),
    element(0x0010, 0x0020, 'LO', image.patientId),
    element(
      0x0020,
      0x000d,
      'UI',
      `${root}.1.${image.patientId.replace(/\D/g, '').replace(/^0+/, '') || '0'}`,
    ),
    element(0x0020, 0x000e, 'UI', `${instance}.1`),
    ...pixelGroup(image),
  ]);
}

function pixelGroup({ widthPx, heightPx, data }: DicomImage): Uint8Array[] {
  return [
    element(0x0028, 0x0002, 'US', 3),
    element(0x0028, 0x0004, 'CS', 'RGB'),
    element(0x0028, 0x0006, 'US', 0),
    element(0x0028, 0x0010, 'US', heightPx),
    element(0x0028, 0x0011, 'US', widthPx),
    element(0x0028, 0x0100, 'US', 8),
    element(0x0028, 0x0101, 'US', 8),
    element(0x0028, 0x0102, 'US', 7),
    element(0x0028, 0x0103, 'US', 0),
    element(0x0028, 0x0301, 'CS', 'NO'),
    element(0x7fe0, 0x0010, 'OB', data),
  ];
}
