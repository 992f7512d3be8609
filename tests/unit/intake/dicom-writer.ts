// Writes the smallest explicit little-endian DICOM object around given pixels, for property tests.

export interface Small {
  readonly rows: number;
  readonly columns: number;
  readonly photometric: string;
  readonly signed: boolean;
  readonly values: readonly number[];
  readonly slope?: number;
  readonly intercept?: number;
  readonly window?: readonly [number, number];
}

function element(group: number, number: number, vr: string, value: Uint8Array): Uint8Array {
  const long = vr === 'OW' || vr === 'OB';
  const length = value.length + (value.length % 2);
  const out = new Uint8Array((long ? 12 : 8) + length);
  const view = new DataView(out.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, number, true);
  out.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  if (long) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  out.set(value, long ? 12 : 8);
  return out;
}

const text = (value: string) => new TextEncoder().encode(value.length % 2 ? `${value} ` : value);
const short = (value: number) => new Uint8Array(Uint16Array.of(value).buffer);

/** 16-bit object: BitsStored 16. */
export function smallDicom(small: Small): Uint8Array {
  const pixels = new Uint8Array(Uint16Array.from(small.values, (v) => v & 0xffff).buffer);
  const parts = [
    element(0x0002, 0x0010, 'UI', text('1.2.840.10008.1.2.1\0')),
    element(0x0008, 0x0016, 'UI', text('1.2.840.10008.5.1.4.1.1.7\0')),
    element(0x0028, 0x0002, 'US', short(1)),
    element(0x0028, 0x0004, 'CS', text(small.photometric)),
    element(0x0028, 0x0010, 'US', short(small.rows)),
    element(0x0028, 0x0011, 'US', short(small.columns)),
    element(0x0028, 0x0100, 'US', short(16)),
    element(0x0028, 0x0101, 'US', short(16)),
    element(0x0028, 0x0102, 'US', short(15)),
    element(0x0028, 0x0103, 'US', short(small.signed ? 1 : 0)),
  ];
  if (small.window) {
    parts.push(element(0x0028, 0x1050, 'DS', text(String(small.window[0]))));
    parts.push(element(0x0028, 0x1051, 'DS', text(String(small.window[1]))));
  }
  parts.push(element(0x0028, 0x1052, 'DS', text(String(small.intercept ?? 0))));
  parts.push(element(0x0028, 0x1053, 'DS', text(String(small.slope ?? 1))));
  parts.push(element(0x7fe0, 0x0010, 'OW', pixels));
  const size = parts.reduce((sum, part) => sum + part.length, 132);
  const out = new Uint8Array(size);
  out.set([0x44, 0x49, 0x43, 0x4d], 128);
  let at = 132;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
