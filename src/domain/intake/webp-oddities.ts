// What a WebP's chunks contradict each other about (RFC 9649 2.7): engines then differ in what they look at.

export interface RiffChunk {
  readonly type: string;
  readonly content: Uint8Array;
  /** A copy of the chunk with its head and padding. */
  readonly whole: Uint8Array;
}

/** The extended header's flag for each chunk that it announces. */
const flags = { ICCP: 0x20, EXIF: 0x08, 'XMP ': 0x04, ANIM: 0x02 } as const;

const isPicture = ({ type }: RiffChunk) => type === 'VP8 ' || type === 'VP8L';

/** @param end where the container says that it ends. @returns names for a sentence, none for a file that is in order. */
export function webpOddities(chunks: readonly RiffChunk[], end: number): string[] {
  const odd = new Set<string>();
  const count = (type: string) => chunks.filter((chunk) => chunk.type === type).length;
  const at = (type: string) => chunks.findIndex((chunk) => chunk.type === type);
  if (end !== 12 + chunks.reduce((sum, { whole }) => sum + whole.length, 0) || end % 2 === 1)
    odd.add('RIFF length');
  const head = chunks[0];
  const pictures = chunks.filter(isPicture).length;
  if (head?.type !== 'VP8X') {
    if (chunks.length > 1) odd.add('chunks');
    return [...odd];
  }
  const announced = head.content[0] ?? 0;
  if (count('VP8X') > 1 || head.content.length !== 10) odd.add('VP8X');
  for (const [type, flag] of Object.entries(flags)) {
    if (count(type) !== (announced & flag ? 1 : 0)) odd.add(type.trim());
  }
  const animated = count('ANMF') > 0;
  if (animated !== (announced & flags.ANIM) > 0 || pictures !== (animated ? 0 : 1)) odd.add('frames');
  const alphaLate = count('ALPH') > 0 && at('ALPH') > chunks.findIndex(isPicture);
  if (!animated && (count('ALPH') > 1 || alphaLate)) odd.add('ALPH');
  const opening = ['VP8X', 'ICCP', 'ANIM'].filter((type) => count(type) > 0);
  if (opening.some((type, i) => at(type) !== i)) odd.add('order of chunks');
  return [...odd];
}
