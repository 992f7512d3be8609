// Seeded randomness: every draw of the project comes from here, so the same seed gives the same bytes.

export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  uniform(): number;
  /** Uniform integer in 0..below-1; `below` is 1 or more. */
  integer(below: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** A new array in random order (Fisher-Yates); the input is left alone. */
  shuffle<T>(values: readonly T[]): T[];
  /** An independent stream named by `label`: what one part draws does not shift what another part gets. */
  fork(label: string): Random;
}

/** One round of avalanche on 32 bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashLabel(seed: number, label: string): number {
  let h = mix(seed ^ 0x9e3779b9);
  for (let i = 0; i < label.length; i++) h = mix(Math.imul(h, 31) + label.charCodeAt(i));
  return h;
}

/**
 * A generator for `seed` (any finite number; its lower 32 bits count). sfc32 of PractRand by Chris Doty-Humphrey:
 * 128 bits of state, period about 2^127 on average.
 */
export function makeRandom(seed: number): Random {
  const start = mix(seed);
  let a = start;
  let b = mix(start + 0x6d2b79f5);
  let c = mix(b + 0x6d2b79f5);
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // The first outputs still show the seed's structure.
  for (let i = 0; i < 12; i++) next();

  const uniform = () => next() / 4294967296;
  const integer = (below: number) => Math.floor(uniform() * below);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle: (values) => {
      const out = [...values];
      for (let i = out.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
    fork: (label) => makeRandom(hashLabel(seed, label)),
  };
}
