// What a soak came to, as a table in Markdown, and whether it keeps the promises.
import type { Round } from './rounds';
import { allKills, allWorks, type SoakResult } from './soak';

/**
 * The bar of the soak for one kill of a drop: what may wait to be written (3 images, src/state/acts/read-batch.ts) and what the
 * three readers hold.
 */
export const mostTwice = 6;
/** What the encoder is given at once on two cores (src/workers/make-engine.ts: two decoders and one): the stricter aim, counted apart. */
export const workersLoad = 3;

const sum = (rounds: readonly Round[], of: (round: Round) => number) =>
  rounds.reduce((all, round) => all + of(round), 0);
const seconds = (ms: number) => (ms / 1000).toFixed(1);

function twiceOf(own: readonly Round[]): string {
  if (!own.some(({ work }) => work === 'embedding')) return '';
  const most = Math.max(0, ...own.map(({ embeddedTwice }) => embeddedTwice));
  return `${sum(own, (round) => round.embeddedTwice)} (at most ${most} a kill)`;
}

function lineOf(name: string, all: readonly Round[]): string {
  const own = all.filter(({ broken }) => !broken);
  const times = own.map(({ reopenMs }) => reopenMs).sort((a, b) => a - b);
  const cells = [
    name,
    own.length,
    sum(own, (round) => round.acknowledged),
    sum(own, (round) => round.lost),
    `${sum(own, (round) => round.survived)} of ${sum(own, (round) => round.unsure)}`,
    twiceOf(own),
    sum(own, (round) => round.keptTwice),
    sum(own, (round) => round.torn),
    own.filter(({ opened }) => !opened).length,
    times.length > 0 ? `${seconds(times[times.length >> 1] ?? 0)} / ${seconds(times.at(-1) ?? 0)}` : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Markdown, a line a kind of work and kill, and all together. */
export function soakTable({ rounds, sameVectors }: SoakResult): string {
  const kinds = allWorks.flatMap((work) =>
    allKills.map((kill) => ({
      name: `${work}, ${kill}`,
      own: rounds.filter((round) => round.work === work && round.kill === kill),
    })),
  );
  const drops = rounds.filter(({ work, broken }) => work === 'embedding' && !broken);
  const over = drops.filter(({ embeddedTwice }) => embeddedTwice > workersLoad).length;
  const missed = rounds.filter(({ note }) => /^no \w+ worker/.test(note ?? '')).length;
  return [
    '| work, what was killed | kills | acknowledged | of them lost | others kept | embedded twice | kept ones embedded again | torn | not opened | seconds to open again, median / worst |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...kinds.filter(({ own }) => own.length > 0).map(({ name, own }) => lineOf(name, own)),
    lineOf('**all**', rounds),
    '',
    `Vectors at the end of a life equal to those of a life without a kill: ${sameVectors.filter(Boolean).length} of ${sameVectors.length}.`,
    `Kills of a drop after which more than one worker's load (${workersLoad} images) was embedded twice: ${over} of ${drops.length}.`,
    `Kills that found no worker to end: ${missed}.`,
    `Rounds in which the soak itself stumbled, not counted above: ${rounds.filter(({ broken }) => broken).length}.`,
  ].join('\n');
}

/** What a soak found broken, in words; empty: every promise was kept in every round. */
export function brokenPromises({ rounds, sameVectors }: SoakResult): string[] {
  const where = (found: string, bad: (round: Round) => boolean) =>
    rounds.flatMap((round, i) =>
      bad(round) ? [`round ${i + 1} (${round.work}, ${round.kill}): ${found}`] : [],
    );
  return [
    ...where('the soak stumbled', (round) => round.broken === true),
    ...where('the project did not open', (round) => !round.opened && !round.broken),
    ...where('what was saved is lost', (round) => round.lost > 0),
    ...where('something is there by half', (round) => round.torn > 0),
    ...where('what was kept was embedded again', (round) => round.keptTwice > 0),
    ...where('too much was embedded twice', (round) => round.embeddedTwice > mostTwice),
    ...(sameVectors.includes(false) ? ['vectors differ from those of a life without a kill'] : []),
  ];
}
