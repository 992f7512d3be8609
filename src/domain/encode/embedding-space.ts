// What vectors were made by and of: written into every export, read back on import, since vectors of two spaces never mix.

export interface EmbeddingSpace {
  /** The encoder's id and the SHA-256 (hex) of its weights. */
  readonly encoder: string;
  readonly sha256: string;
  /** What was embedded: `RenderingKey`, or the rule where it differs by image. */
  readonly rendering: string;
  /** `image`: a row is an image. `group`: a row is a patient or study. */
  readonly level: 'image' | 'group';
}

/** As JSON with a fixed order of keys. */
export function spaceText({ encoder, sha256, rendering, level }: EmbeddingSpace): string {
  return JSON.stringify({ encoder, sha256, rendering, level });
}

/** Reads what `spaceText` wrote (other keys beside it do no harm); null for anything else. */
export function parseSpace(text: string): EmbeddingSpace | null {
  try {
    const { encoder, sha256, rendering, level } = JSON.parse(text) as Record<string, unknown>;
    const isText = [encoder, sha256, rendering].every((value) => typeof value === 'string');
    if (!isText || (level !== 'image' && level !== 'group')) return null;
    return { encoder, sha256, rendering, level } as EmbeddingSpace;
  } catch {
    return null;
  }
}
