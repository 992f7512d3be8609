// The soak: lives of a project, each with some kills, drawn by a seed; and its result as a table.
import { makeRandom } from '../../src/domain/random';
import { type Life, makeLife, type Plant } from './browser';
import { onDisk } from './kept';
import { begin, type Kill, playRound, type Round, roundFiles, vectorsHash, type Work } from './rounds';

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

const allWorks: readonly Work[] = ['labelling', 'embedding', 'training', 'saving'];
const allKills: readonly Kill[] = ['tab', 'worker', 'browser'];
const roundsALife = 6;

export interface SoakResult {
  readonly rounds: readonly Round[];
  /** Of each life that had embedded: whether its vectors are those of a life without a kill. */
  readonly sameVectors: readonly boolean[];
}

/** Every kind of work meets every kind of kill in turn, in an order of its own for each seed. */
function plan(setup: SoakSetup, random: () => number): { work: Work; kill: Kill }[] {
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
    await begin(life, setup.seed, roundFiles(setup.seed, 0, 96));
    return (await onDisk(life.page())).vectors;
  } finally {
    await life.end();
  }
}

function failed(work: Work, kill: Kill, thrown: unknown): Round {
  const none = { acknowledged: 0, lost: 0, unsure: 0, survived: 0, embeddedTwice: 0, torn: 0, reopenMs: 0 };
  return { work, kill, ...none, opened: false, note: String(thrown).slice(0, 300) };
}

export async function soak(setup: SoakSetup): Promise<SoakResult> {
  const source = makeRandom(setup.seed);
  const random = () => source.uniform();
  const script = plan(setup, random);
  const rounds: Round[] = [];
  const sameVectors: boolean[] = [];
  const meant = await undisturbed(setup);
  for (let from = 0; from < script.length; from += roundsALife) {
    const life: Life = makeLife(setup.url, setup);
    try {
      let model = await begin(life, setup.seed);
      for (const [i, pair] of script.slice(from, from + roundsALife).entries()) {
        try {
          const end = await playRound(life, model, { ...pair, seed: setup.seed, serial: i + 1 }, random);
          ({ model } = end);
          rounds.push(end.round);
        } catch (thrown) {
          rounds.push(failed(pair.work, pair.kill, thrown));
        }
        setup.onRound?.(rounds.at(-1) as Round, rounds.length);
        // A page in an unknown state is no place for the next round.
        if (!rounds.at(-1)?.opened) break;
      }
      const { vectors } = await onDisk(life.page());
      const own = Object.fromEntries(Object.keys(vectors).map((key) => [key, meant[key] ?? '']));
      sameVectors.push(vectorsHash(vectors) === vectorsHash(own));
    } catch (thrown) {
      rounds.push(failed('labelling', 'tab', thrown));
    } finally {
      await life.end();
    }
  }
  return { rounds, sameVectors };
}

const sum = (rounds: readonly Round[], of: (round: Round) => number) =>
  rounds.reduce((all, round) => all + of(round), 0);
const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** Markdown, a line a kind of work and kill, and all together. */
export function soakTable({ rounds, sameVectors }: SoakResult): string {
  const line = (name: string, own: readonly Round[]) => {
    const times = own.map(({ reopenMs }) => reopenMs).sort((a, b) => a - b);
    const embedded = own.map(({ embeddedTwice }) => embeddedTwice);
    const cells = [
      name,
      own.length,
      sum(own, (round) => round.acknowledged),
      sum(own, (round) => round.lost),
      `${sum(own, (round) => round.survived)} of ${sum(own, (round) => round.unsure)}`,
      own.some(({ work }) => work === 'embedding')
        ? `${sum(own, (round) => round.embeddedTwice)} (at most ${Math.max(0, ...embedded)})`
        : '',
      sum(own, (round) => round.torn),
      own.filter(({ opened }) => !opened).length,
      times.length > 0 ? `${seconds(times[times.length >> 1] ?? 0)} / ${seconds(times.at(-1) ?? 0)}` : '',
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const kinds = allWorks.flatMap((work) =>
    allKills.map((kill) => ({
      name: `${work}, ${kill}`,
      own: rounds.filter((r) => r.work === work && r.kill === kill),
    })),
  );
  return [
    '| work, what was killed | kills | acknowledged | of them lost | others kept | embedded twice | torn images | not opened | seconds to open again, median / worst |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...kinds.filter(({ own }) => own.length > 0).map(({ name, own }) => line(name, own)),
    line('**all**', rounds),
    '',
    `Vectors at the end of a life equal to those of a life without a kill: ${sameVectors.filter(Boolean).length} of ${sameVectors.length}.`,
  ].join('\n');
}
