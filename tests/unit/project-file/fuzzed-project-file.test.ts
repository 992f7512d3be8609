// Thousands of files with random damage: each ends in a sentence or in parts of the very project, never in anything else.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { quietJob } from '../../../src/domain/job';
import {
  type ProjectChecks,
  type ReadProject,
  readProjectFile,
} from '../../../src/domain/project-file/read-project-file';
import { writeProjectFile } from '../../../src/domain/project-file/write-project-file';
import { makeRandom, type Random } from '../../../src/domain/random';
import { bytesOf } from '../../fixtures/builders/forged-project';
import { allTicks, anything, projectContents, projectSource } from '../../fixtures/builders/project-contents';

type Bytes = Uint8Array<ArrayBuffer>;

// Without the longest stage, so that damage is spread over all that is there.
const contents = { ...projectContents(6), stages: projectContents(6).stages.slice(0, 3) };
const whole = await bytesOf(
  await writeProjectFile(projectSource(contents), { ...allTicks, previews: false }, quietJob()),
);

const oddBytes = [0, 1, 0x22, 0x50, 0x7f, 0x80, 0xff];

/** A piece of the file that is put where another one was: names, sizes and checksums of one part with data of another. */
function spliced(bytes: Bytes, random: Random): Bytes {
  const length = 1 + random.integer(200);
  const from = random.integer(bytes.length - length);
  const out = bytes.slice();
  out.set(bytes.subarray(from, from + length), random.integer(bytes.length - length));
  return out;
}

function shifted(bytes: Bytes, random: Random): Bytes {
  const at = random.integer(bytes.length);
  const gone = random.integer(2) * random.integer(30);
  const come = Uint8Array.from({ length: random.integer(30) }, () => random.integer(256));
  return Uint8Array.from([...bytes.subarray(0, at), ...come, ...bytes.subarray(at + gone)]);
}

function poked(bytes: Bytes, random: Random): Bytes {
  const out = bytes.slice();
  for (let n = random.integer(4); n >= 0; n--) {
    const at = random.integer(out.length);
    out[at] = random.integer(2)
      ? oddBytes[random.integer(oddBytes.length)]!
      : out[at]! ^ (1 << random.integer(8));
  }
  return out;
}

/** The last bytes hold the directory, the first ones the manifest: they get their share. */
function pokedAtEnd(bytes: Bytes, random: Random): Bytes {
  const out = bytes.slice();
  const at = random.integer(2) ? out.length - 1 - random.integer(1500) : random.integer(400);
  out[at] = random.integer(256);
  return out;
}

/** Half of the time before anything is said of what the file is. */
const cut = (bytes: Bytes, random: Random) =>
  bytes.slice(0, random.integer(random.integer(2) ? bytes.length : 60));
const damages = [poked, pokedAtEnd, spliced, shifted, cut];

/** What is in a file that is not in the project, or is not the same there. */
function strangeIn({ contents: found, damaged, pictures }: ReadProject): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const strange: string[] = [];
  const own = new Map(contents.items.map((item) => [item.id, item]));
  if (!same(found.record, contents.record)) strange.push('record');
  for (const item of found.items) if (!same(item, own.get(item.id))) strange.push(`item ${item.id}`);
  for (const [id, name] of found.names) if (contents.names.get(id) !== name) strange.push(`name ${id}`);
  for (const [key, row] of found.vectors)
    if (!same(row, contents.vectors.get(key))) strange.push(`vector ${key}`);
  const stages = new Map(contents.stages);
  for (const [name, stage] of found.stages) if (!same(stage, stages.get(name))) strange.push(`stage ${name}`);
  for (const { id } of pictures) if (!own.has(id)) strange.push(`picture ${id}`);
  const lost = damaged.filter(({ kind }) => kind !== 'directory').length > 0;
  const count = [found.items, [...found.names], [...found.vectors], found.stages].map(({ length }) => length);
  if (!lost && !same(count, [6, 6, contents.vectors.size, 3]))
    strange.push('less than there was, and nothing is said');
  return strange;
}

async function outcomeOf(bytes: Bytes, checks: ProjectChecks): Promise<string> {
  try {
    const strange = strangeIn(await readProjectFile(new Blob([bytes]), checks, quietJob()));
    return strange.length === 0 ? 'read' : strange.join(', ');
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code.startsWith('project-') ? thrown.code : String(thrown);
  }
}

describe('random damage', () => {
  test('is told, or has touched nothing of the project', async () => {
    const random = makeRandom(Number(process.env.LIGHTBENCH_SEED ?? 20261124));
    const outcomes = new Map<string, number>();
    for (let n = 0; n < 2000; n++) {
      const damage = damages[n % damages.length] as (typeof damages)[number];
      const outcome = await outcomeOf(damage(whole, random), anything);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    const known = ['read', 'project-damaged', 'project-not-one'];
    expect([...outcomes.keys()].filter((outcome) => !known.includes(outcome))).toEqual([]);
    // All three ends are met, or the damage would prove nothing.
    expect(known.filter((outcome) => (outcomes.get(outcome) ?? 0) < 20)).toEqual([]);
  });

  test('a reader that believed what it reads would be caught', () => {
    const planted = { ...contents, items: contents.items.map((item) => ({ ...item, labels: ['c2'] })) };
    const found = { contents: planted, damaged: [], pictures: [] } as unknown as ReadProject;
    expect(strangeIn(found).length).toBeGreaterThan(0);
  });
});
