// Reads single fields of a manifest's JSON: each reader gives the value in its type or refuses the field by its name.
import { AppError } from '../errors';
import type { FileEntry } from './manifest';

/** @throws AppError `encoder-damaged` with `detail.field`. */
export function refuseField(field: string): never {
  throw new AppError('encoder-damaged', `manifest field ${field} is missing or wrong`, { field });
}

export function recordField(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuseField(field);
  return value as Record<string, unknown>;
}

/** A text with at least one character. */
export function textField(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') refuseField(field);
  return value;
}

/** A whole number of at least `least`. */
export function countField(value: unknown, field: string, least = 1): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) refuseField(field);
  return value;
}

export function finiteField(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) refuseField(field);
  return value;
}

export function choiceField<T extends string>(value: unknown, allowed: readonly T[], field: string): T {
  return allowed.find((option) => option === value) ?? refuseField(field);
}

export function tripleField(value: unknown, field: string): [number, number, number] {
  if (!Array.isArray(value) || value.length !== 3 || !value.every((n) => Number.isFinite(n)))
    refuseField(field);
  return value as [number, number, number];
}

/** A list of texts; each with at least one character. */
export function textsField(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value)) refuseField(field);
  return value.map((entry) => textField(entry, field));
}

export function fileField(value: unknown, field: string): FileEntry {
  const entry = recordField(value, field);
  const path = textField(entry.path, `${field}.path`);
  // A path is only ever a name inside the encoder's own folder.
  if (!/^[\w.-]+$/.test(path) || path.startsWith('.')) refuseField(`${field}.path`);
  const sha256 = textField(entry.sha256, `${field}.sha256`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) refuseField(`${field}.sha256`);
  return { path, bytes: countField(entry.bytes, `${field}.bytes`), sha256 };
}
