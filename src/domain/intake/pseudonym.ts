// Turns a patient's or a study's identifier into a per-project pseudonym. The identifier itself goes no further.
import { sha256Hex } from './pixel-hash';

/**
 * @param salt the project's secret: without it the pseudonym cannot be matched to an identifier, nor across projects.
 * @returns first 16 hex digits of SHA-256(salt, NUL, identifier); null for an absent or empty identifier.
 */
export async function pseudonym(salt: string, identifier: string | null): Promise<string | null> {
  const trimmed = identifier?.replace(/\0/g, '').trim() ?? '';
  if (trimmed === '') return null;
  return (await sha256Hex(new TextEncoder().encode(`${salt}\0${trimmed}`))).slice(0, 16);
}
