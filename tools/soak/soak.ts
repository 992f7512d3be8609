// The soak: lives of a project, each with some kills, drawn by a seed.
import { makeRandom } from '../../src/domain/random';
import { roundFiles } from './acts';
import { type Life, makeLife, type Plant } from './browser';
import { vectorsHash } from './check';
import { onDisk } from './kept';
import type { Model } from './model';
import { begin, type Kill, playRound, type Round, type Work } from './rounds';

export interface SoakSetup {
  readonly url: string;
  readonly executablePath: string | undefined;
  readonly args: readonly string[];
  readonly seed: number;
  readonly kills: number;
  readonly plant?: Plant;
  /** Kinds of work to draw from; all by default. */
  readonly works?: readonly Work[];
  readonly killsBy?: readonly Kill[];
  readonly onRound?: (round: Round, done: number) => void;
}

export const allWorks: readonly Work[] = ['labelling', 'embedding', 'training', 'saving'];
export const allKills: readonly Kill[] = ['tab', 'worker', 'browser'];
const [atFirst, aDrop, dropsALife, roundsALife] = [24, 20, 3, 8];
/** Lives that end in a stumble of the soak itself before it gives up. */
const mostBroken = 5;

export interface SoakResult {
  readonly rounds: readonly Round[];
  /** Of each life: whether its vectors are, to the byte, those of a life without a kill. */
  readonly sameVectors: readonly boolean[];
}

interface Pair {
  readonly work: Work;
  readonly kill: Kill;
}

/** Every kind of work meets every kind of kill in turn, in an order of its own for each seed. */
function plan(setup: SoakSetup, random: () => number): Pair[] {
  const { works = allWorks, killsBy = allKills, kills } = setup;
  const pairs = works.flatMap((work) => killsBy.map((kill) => ({ work, kill })));
  return Array.from({ length: Math.ceil(kills / pairs.length) }, () =>
    pairs
      .map((pair) => ({ pair, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ pair }) => pair),
  )
    .flat()
    .slice(0, kills);
}

/** The vectors of all files a life could drop, made in one go by a page that nobody kills. */
async function undisturbed(setup: SoakSetup): Promise<Readonly<Record<string, string>>> {
  const life = makeLife(setup.url, { ...setup, plant: 'none' });
  try {
    await begin(life, setup.seed, roundFiles(setup.seed, 0, atFirst + aDrop * dropsALife));
    return (await onDisk(life.page())).vectors;
  } finally {
    await life.end();
  }
}

function broken({ work, kill }: Pair, thrown: unknown): Round {
  const none = { acknowledged: 0, lost: 0, unsure: 0, survived: 0, embeddedTwice: 0, keptTwice: 0, torn: 0 };
  return {
    work,
    kill,
    ...none,
    reopenMs: 0,
    opened: false,
    broken: true,
    note: String(thrown).slice(0, 600),
  };
}

/** Rounds of one life, taken off the script; ends early where a round breaks or no file is left to drop. */
async function live(
  setup: SoakSetup,
  script: Pair[],
  random: () => number,
  told: (round: Round) => void,
): Promise<Readonly<Record<string, string>>> {
  const life: Life = makeLife(setup.url, setup);
  try {
    let model: Model = await begin(life, setup.seed, roundFiles(setup.seed, 0, atFirst));
    if (setup.plant === 'lying-saved') await life.lieFromNow();
    let drops = 0;
    for (let serial = 1; serial <= roundsALife; serial++) {
      const pair = script[0];
      if (!pair || (pair.work === 'embedding' && drops === dropsALife)) break;
      script.shift();
      const files = roundFiles(setup.seed, atFirst + aDrop * drops, aDrop);
      if (pair.work === 'embedding') drops += 1;
      try {
        const end = await playRound(life, model, { ...pair, serial, files }, random);
        ({ model } = end);
        told(end.round);
      } catch (thrown) {
        told(broken(pair, thrown));
        // A page in an unknown state is no place for the next round.
        return {};
      }
    }
    return (await onDisk(life.page())).vectors;
  } finally {
    await life.end();
  }
}

export async function soak(setup: SoakSetup): Promise<SoakResult> {
  const source = makeRandom(setup.seed);
  const random = () => source.uniform();
  const script = plan(setup, random);
  const rounds: Round[] = [];
  const sameVectors: boolean[] = [];
  // A planted fault is told by other signs.
  const meant = setup.plant && setup.plant !== 'none' ? null : await undisturbed(setup);
  const told = (round: Round) => {
    rounds.push(round);
    setup.onRound?.(round, rounds.length);
  };
  while (script.length > 0 && rounds.filter((round) => round.broken).length < mostBroken) {
    const vectors = await live(setup, script, random, told);
    if (!meant || rounds.at(-1)?.broken) continue;
    const own = Object.fromEntries(Object.keys(vectors).map((key) => [key, meant[key] ?? '']));
    sameVectors.push(vectorsHash(vectors) === vectorsHash(own));
  }
  return { rounds, sameVectors };
}
