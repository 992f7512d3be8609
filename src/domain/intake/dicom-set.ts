// Tolerant typed reads from one level of a DICOM data set. Reads never throw: an absent or broken value is null or [].
import { latin1 } from './bytes';

/** What the parser adapter hands over for each element; offsets are into the whole byte array. */
export interface DicomElement {
  readonly vr: string | null;
  readonly offset: number;
  readonly length: number;
  readonly undefinedLength: boolean;
  readonly items: readonly DicomSet[];
  readonly fragments:
    | readonly { readonly offset: number; readonly position: number; readonly length: number }[]
    | null;
  readonly offsetTable: readonly number[];
}

export class DicomSet {
  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
    readonly elements: ReadonlyMap<string, DicomElement>,
  ) {}

  has(tag: string): boolean {
    return this.elements.has(tag);
  }

  items(tag: string): readonly DicomSet[] {
    return this.elements.get(tag)?.items ?? [];
  }

  /** The value's bytes, cut where the file ends. */
  value(tag: string): Uint8Array | null {
    const element = this.elements.get(tag);
    return element ? this.bytes.subarray(element.offset, element.offset + element.length) : null;
  }

  /** Text values split at backslashes, trimmed; [] when absent or empty. Bytes are read as Latin-1: only codes are used. */
  texts(tag: string): string[] {
    const value = this.value(tag);
    if (!value || value.length === 0 || value.length > 65_536) return [];
    const text = latin1(value, 0, value.length).replace(/\0+$/, '').trim();
    return text === '' ? [] : text.split('\\').map((part) => part.trim());
  }

  text(tag: string): string | null {
    return this.texts(tag)[0] ?? null;
  }

  /** Decimal or integer strings (DS, IS); a broken one is NaN, so that it can be told from an absent one. */
  decimals(tag: string): number[] {
    return this.texts(tag).map((text) =>
      /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN,
    );
  }

  /** 16-bit values (US, or SS when `signed`). */
  shorts(tag: string, signed = false): number[] {
    const value = this.value(tag);
    if (!value) return [];
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    const count = Math.floor(value.length / 2);
    return Array.from({ length: count }, (_, i) =>
      signed ? view.getInt16(i * 2, this.littleEndian) : view.getUint16(i * 2, this.littleEndian),
    );
  }

  short(tag: string): number | null {
    return this.shorts(tag)[0] ?? null;
  }
}
