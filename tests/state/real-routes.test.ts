// Words, class means, 5 neighbours and adapter of the app on real images, when ../shared/data is there: balanced accuracy on
// groups that neither the encoder nor the shots have seen, printed as one table.
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setFigures } from '../../src/domain/evaluate/set-figures';
import type { ClassId } from '../../src/domain/types';
import { type RouteName, routeAnswer } from '../../src/state/route-answers';
import { fileOf } from '../fixtures/builders/pictures';
import {
  bytesOf,
  type HeldOutPicture,
  hasSharedData,
  heldOutPictures,
  type Parted,
  parted,
  sharedGroups,
  standIn,
} from './held-out-pictures';
import type { CountedEngine } from './in-process-engine';
import { opened } from './opened';
import { shippedEngine } from './shipped-engine';

interface RealSet {
  readonly set: string;
  /** What each label is called on the page, and so looked for by words. */
  readonly names: Readonly<Record<string, string>>;
}

// Of the cell shapes those with at least 25 held-out smears, chosen by that number alone.
const sets: readonly RealSet[] = [
  { set: 'bccd-blood', names: { RBC: 'Red cells', WBC: 'White cells', Platelets: 'Platelets' } },
  { set: 'kermany-cxr', names: { NORMAL: 'Normal', PNEUMONIA: 'Pneumonia' } },
  {
    set: 'chula-rbc',
    names: {
      ...{ Hypochromia: 'Hypochromia', Macrocyte: 'Macrocyte', Microcyte: 'Microcyte' },
      ...{ Schistocyte: 'Schistocyte', Target_cell: 'Target cell', Teardrop: 'Teardrop' },
    },
  },
  {
    set: 'mednist',
    names: {
      ...{ AbdomenCT: 'Abdomen CT', BreastMRI: 'Breast MRI', ChestCT: 'Chest CT' },
      ...{ CXR: 'Chest x-ray', Hand: 'Hand x-ray', HeadCT: 'Head CT' },
    },
  },
];
const routes = ['words', 'prototypes', 'neighbours', 'adapter'] as const satisfies readonly RouteName[];
const headings = ['words', 'prototypes', '5-NN', 'adapter (linear)'];
const most = { shots: 20, queries: 40 };
const seed = 1;
const timeoutMs = 300_000;

/** What was answered for one image. */
interface Answered {
  readonly truth: string;
  readonly group: string | null;
  /** '' where the route has no answer: it counts as wrong. */
  readonly said: string;
}

interface Score {
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
  /** All or none are right: no draw of groups would say anything else, so the interval is Wilson's, over the groups. */
  readonly level: boolean;
}

// Square of the 97.5th percentile of the standard normal distribution.
const zSquared = 1.959964 ** 2;

/** Balanced accuracy with its 95 % interval. Throws for fewer than ten groups. */
async function scoreOf(answered: readonly Answered[]): Promise<Score> {
  const { balancedAccuracy, interval, right, rows, groups } = await setFigures({
    votes: answered.map(({ said }) => ({ shares: [{ classId: said, share: 1 }], tied: false, voters: 1 })),
    labels: answered.map(({ truth }) => [truth]),
    groups: answered.map(({ group }) => group),
    seed,
  });
  if (groups < 10 || balancedAccuracy === null) throw new Error('too few groups for an interval');
  if (interval) return { accuracy: balancedAccuracy, interval, level: false };
  const bound = groups / (groups + zSquared);
  return { accuracy: balancedAccuracy, interval: right === rows ? [bound, 1] : [0, 1 - bound], level: true };
}

const isAbove = ({ interval }: Score, chance: number) => interval[0] > chance;

/** A name that tells the group, as scanners and archives give them: the rule `{id}~*` reads it again. */
const nameOf = ({ group, path }: HeldOutPicture) =>
  `${group === null ? '' : `${group}~`}${path.replaceAll('/', '-')}`;

/** Drops shots into classes and queries beside them, trains, asks, and gives what each route said of each query. */
async function answersOf({ set, names }: RealSet, { shots, queries }: Parted, engine: CountedEngine) {
  const { actions, store } = await opened(engine);
  actions.changeSettings({ mapMethod: 'pca', voteNeighbours: 5 });
  const bytes = bytesOf(set, [...shots, ...queries]);
  const files = (pictures: readonly HeldOutPicture[]) =>
    pictures.map((picture) => {
      const name = nameOf(picture);
      return { path: name, file: fileOf(name, bytes.get(picture.path)!) };
    });
  const labelOf = new Map<ClassId, string>();
  for (const [label, name] of Object.entries(names)) {
    const classId = actions.addClass(name);
    labelOf.set(classId, label);
    await actions.addFiles(files(shots.filter((shot) => shot.label === label)), { to: 'class', classId });
  }
  if (shots.every(({ group }) => group !== null))
    await actions.chooseGroups({ by: 'name', pattern: '{id}~*', scope: 'unknown' });
  await actions.addFiles(files(queries), { to: 'unlabelled' });
  actions.choosePreset('linear');
  await actions.trainAdapter();
  await actions.predictUnlabelled();

  const state = store.getState();
  if (state.predictions.phase !== 'done') throw new Error(`no answers: ${state.predictions.phase}`);
  const asked = new Map(queries.map((query) => [nameOf(query), query]));
  const lines = state.predictions.value.map((prediction) => {
    const query = asked.get(state.names.get(prediction.id) ?? '');
    if (!query) throw new Error('an answer for an image that was no query');
    return { truth: query.label, group: state.items.get(prediction.id)?.group ?? null, prediction };
  });
  const said = (route: RouteName): readonly Answered[] =>
    lines.map(({ truth, group, prediction }) => {
      const [first] = routeAnswer(prediction, route)?.classes ?? [];
      return { truth, group, said: (first && labelOf.get(first)) ?? '' };
    });
  const items = [...state.items.values()];
  return {
    said,
    refused: state.refusals.length,
    wordsKnown: lines.every(({ prediction }) => routeAnswer(prediction, 'words')?.counts === true),
    labelled: items.filter(({ labels }) => labels.length > 0),
    queried: items.filter(({ labels }) => labels.length === 0),
  };
}

const ratio = (value: number) => value.toFixed(3);
const cellOf = ({ accuracy, interval: [low, high], level }: Score) =>
  `${ratio(accuracy)} [${ratio(low)}, ${ratio(high)}]${level ? '*' : ''}`;

describe('parting', () => {
  const pictures = Array.from({ length: 60 }, (_, i) => ({
    path: `${i}.jpg`,
    label: i % 3 === 0 ? 'a' : 'b',
    group: i < 40 ? `g${i >> 2}` : null,
  }));

  test('no group gives shots and queries, no class more than its share, and the same seed parts alike', () => {
    const halves = parted(pictures, { shots: 5, queries: 9 }, 3);
    expect(sharedGroups(halves)).toEqual([]);
    const counts = (part: readonly HeldOutPicture[]) =>
      ['a', 'b'].map((label) => part.filter((one) => one.label === label).length);
    expect(counts(halves.shots)).toEqual([5, 5]);
    expect(Math.max(...counts(halves.queries))).toBeLessThanOrEqual(9);
    expect(parted(pictures, { shots: 5, queries: 9 }, 3)).toEqual(halves);
  });

  test('a group on both sides is seen', () => {
    const { shots, queries } = parted(pictures, { shots: 5, queries: 9 }, 3);
    const stray = { ...queries[0]!, group: shots[0]!.group, path: shots[0]!.path };
    expect(sharedGroups({ shots, queries: [...queries, stray] })).toEqual([standIn(shots[0]!)]);
  });
});

const here = hasSharedData();
if (!here) console.log('../shared/data is not here: no real images to measure the routes on, skipped');

describe.skipIf(!here)('real images of held-out groups', () => {
  const table: string[] = [];
  let engine: CountedEngine;

  beforeAll(async () => {
    engine = await shippedEngine();
  }, timeoutMs);

  beforeEach(() => {
    // A fresh browser profile for each set.
    globalThis.indexedDB = new IDBFactory();
  });

  afterAll(() => {
    const head = ['set', 'classes', 'shots (groups)', 'queries (groups)', 'chance', ...headings];
    const lines = [head, head.map(() => '---'), ...table.map((line) => [line])];
    console.log(
      [
        `Balanced accuracy on real images held out from the encoder's training; seed ${seed}, one draw of shots:`,
        ...lines.map((cells) => `| ${cells.join(' | ')} |`),
        '[95 % interval: bootstrap over groups of queries, 500 draws; over images where patients are unknown]',
        "* all right: a draw would say nothing, so the bounds are Wilson's, over the groups",
      ].join('\n'),
    );
  });

  test.each(sets)('$set: the groups held out are those of the model card, made in Python', ({ set }) => {
    const card = readFileSync('encoder/MODEL_CARD.md', 'utf8');
    const [, count] = card.match(new RegExp(`^\\| ${set} \\| \\d+, (\\d+) \\|`, 'm')) ?? [];
    const cells = (pictures: readonly HeldOutPicture[]) =>
      pictures.filter(({ label }) => !label.startsWith('disease:')).length;
    expect(cells(heldOutPictures(set))).toBe(Number(count));
    expect(cells(heldOutPictures(set, 'another seed'))).not.toBe(Number(count));
  });

  test.each(sets)('$set: every route is above chance', { timeout: timeoutMs }, async (real) => {
    const labels = Object.keys(real.names);
    const pictures = heldOutPictures(real.set).filter(({ label }) => labels.includes(label));
    const halves = parted(pictures, most, seed);
    expect(sharedGroups(halves)).toEqual([]);

    const { said, refused, wordsKnown, labelled, queried } = await answersOf(real, halves, engine);
    expect(refused).toBe(0);
    // None was taken for another: no image stands on both sides.
    expect([labelled.length, queried.length]).toEqual([halves.shots.length, halves.queries.length]);
    expect(wordsKnown).toBe(true);
    // The same of what the app made of the names: an adapter parts its training by these groups.
    const groupsOf = (items: typeof labelled) => new Set(items.map(({ id, group }) => group ?? id));
    const [ofShots, ofQueries] = [groupsOf(labelled), groupsOf(queried)];
    expect([...ofQueries].filter((group) => ofShots.has(group))).toEqual([]);
    const grouped = pictures.every(({ group }) => group !== null);
    if (grouped) expect(ofQueries.size).toBe(new Set(halves.queries.map(standIn)).size);

    const chance = 1 / labels.length;
    const scores = new Map<RouteName, Score>();
    for (const route of routes) {
      const answered = said(route);
      scores.set(route, await scoreOf(answered));
      // The same answers against other labels, each class taken for the next, are not above chance.
      const wrong = answered.map((one) => ({
        ...one,
        truth: labels[(labels.indexOf(one.truth) + 1) % labels.length]!,
      }));
      expect([route, isAbove(await scoreOf(wrong), chance)]).toEqual([route, false]);
    }
    const sizeOf = (images: number, groups: number) => `${images} (${grouped ? groups : 'patients unknown'})`;
    table.push(
      [
        ...[real.set, labels.length],
        ...[sizeOf(labelled.length, ofShots.size), sizeOf(queried.length, ofQueries.size), ratio(chance)],
        ...routes.map((route) => cellOf(scores.get(route)!)),
      ].join(' | '),
    );
    const below = routes.filter((route) => !isAbove(scores.get(route)!, chance));
    expect(below).toEqual([]);
  });
});
