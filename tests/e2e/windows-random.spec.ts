// Two windows of one project under random acts, take-overs, crashes and reloads, in a real browser: what is kept is what the
// acknowledged acts come to, one after the other. The same, with freezes, on a model of many more moves: tests/state/windows-model.test.ts.
// LIGHTBENCH_SEED looks elsewhere.
import { isDeepStrictEqual } from 'node:util';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { makeRandom } from '../../src/domain/random';
import { acknowledged } from '../../tools/soak/acts';
import { changePage, crashTab, instead } from './pages/faults';
import { tinyBench } from './pages/tiny-encoder';

const notSerial = 'not a serial order';

const seed = Number(process.env.LIGHTBENCH_SEED ?? 1);

/** What acts of this test change: a name, which the last one decides, and a list, to which each adds. */
interface Shown {
  readonly name: string;
  readonly classes: readonly string[];
}
interface Kept {
  readonly projectName: string;
  readonly classes: readonly { readonly name: string }[];
}
type Act = (before: Shown) => Shown;

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Project name' });
/** Of classes; the one of images without a class is none. */
const cards = (page: Page) => page.locator('[data-testid="class-card"]:not([data-drop-class=""])');
const bar = (page: Page) => page.getByText('This project is open in another window.');
const writes = async (page: Page) => (await bar(page).count()) === 0;

/** Name and classes as they lie in the database. */
const keptIn = (page: Page): Promise<Shown> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('lightbench');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('project').objectStore('project').get('current');
          asked.onsuccess = () => {
            opening.result.close();
            const { projectName, classes } = asked.result as Kept;
            resolve({ name: projectName, classes: classes.map(({ name }) => name) });
          };
        };
      }),
  );

/** What is kept has been read. */
const loaded = (page: Page) =>
  expect(page.getByRole('button', { name: /^(Saved|Saving…|Only looking)$/ })).toBeVisible();

async function rename(page: Page, name: string): Promise<Act> {
  await nameField(page).fill(name);
  await nameField(page).press('Enter');
  return (before) => ({ ...before, name });
}

async function addClass(page: Page): Promise<Act> {
  const added = await cards(page).count();
  await page.getByRole('button', { name: /^Add class/ }).click();
  await expect(cards(page)).toHaveCount(added + 1);
  const name = (await cards(page).last().getAttribute('aria-label')) ?? '';
  return (before) => ({ ...before, classes: [...before.classes, name] });
}

/** Plays so many moves. Throws where what is kept is not what the acknowledged acts come to, with those not waited for or without. */
async function play(context: BrowserContext, moves: number, plant?: (page: Page) => Promise<void>) {
  const random = makeRandom(seed);
  const open = async () => {
    const page = await context.newPage();
    await plant?.(page);
    await (await tinyBench(page)).open();
    await loaded(page);
    return page;
  };
  const pages = [await open(), await open()];
  await acknowledged(pages[0] as Page);
  let known = await keptIn(pages[0] as Page);
  /** Done and not waited for, in order: each may have been kept, but none without those before it. */
  let hanging: Act[] = [];
  const told: string[] = [];

  const serial = (possible: readonly Shown[], kept: Shown) => {
    if (possible.some((state) => isDeepStrictEqual(state, kept))) return;
    const [wanted, found] = [possible, kept].map((value) => JSON.stringify(value));
    throw new Error(`${notSerial}: ${found}, not one of ${wanted}, after ${told.join(', ')}`);
  };
  const settle = async (page: Page) => {
    const kept = await keptIn(page);
    const possible = [known];
    for (const act of hanging) possible.push(act(possible.at(-1) as Shown));
    serial(possible, kept);
    known = kept;
    hanging = [];
  };
  for (let move = 0; move < moves; move++) {
    const at = random.uniform() < 0.5 ? 0 : 1;
    const page = pages[at] as Page;
    const draw = random.uniform();
    if (draw < 0.5 && (await writes(page))) {
      const act = random.uniform() < 0.5 ? await rename(page, `n${move}`) : await addClass(page);
      hanging.push(act);
      const waited = random.uniform() < 0.6;
      told.push(`${move}: act in ${at}${waited ? '' : ', not waited for'}`);
      if (!waited) continue;
      await acknowledged(page);
      known = hanging.reduce((before, next) => next(before), known);
      hanging = [];
      serial([known], await keptIn(page));
    } else if (draw < 0.7) {
      if (await writes(page)) continue;
      told.push(`${move}: take over in ${at}`);
      await page.getByRole('button', { name: 'Take over here' }).click();
      await expect(bar(page)).toHaveCount(0);
      await settle(page);
    } else if (draw < 0.8) {
      told.push(`${move}: crash of ${at}`);
      await crashTab(page);
      await expect(bar(pages[1 - at] as Page)).toHaveCount(0);
      await settle(pages[1 - at] as Page);
      pages[at] = await open();
    } else if (draw < 0.9) {
      told.push(`${move}: reload of ${at}`);
      await page.reload();
      await loaded(page);
      await expect
        .poll(async () => (await writes(pages[0] as Page)) || (await writes(pages[1] as Page)))
        .toBe(true);
    } else {
      // A window that only looks is asked to change something: nothing comes of it.
      if (await writes(page)) continue;
      told.push(`${move}: refused in ${at}`);
      await page.getByRole('button', { name: /^Add class/ }).click();
      await expect(page.getByText('Nothing was changed here.')).toBeVisible();
    }
  }
  const writer = (await writes(pages[0] as Page)) ? pages[0] : pages[1];
  await acknowledged(writer as Page);
  await settle(writer as Page);
  // And both show it, after a new start.
  for (const page of pages) {
    await page.reload();
    await expect(nameField(page)).toHaveValue(known.name);
    await expect(cards(page)).toHaveCount(known.classes.length);
  }
}

test('P6: two windows under random moves end in a serial order of what was acknowledged', async ({
  context,
}) => {
  await play(context, 20);
});

test('@slow P6: the same with many more moves', async ({ context }) => {
  test.setTimeout(900_000);
  await play(context, 150);
});

test('P6: twin: where each window is given the lock, and the database lets in who has not claimed it, it is found out', async ({
  context,
}) => {
  const plant = async (page: Page) => {
    await page.addInitScript(() => {
      const granted = (_name: string, _options: unknown, held: (lock: object) => Promise<void>) => held({});
      Object.defineProperty(navigator, 'locks', { value: { request: granted } });
    });
    await changePage(page, instead(/\w+!==null&&\w+!==\w+\)throw \w+\(`other-window`\)/, 'false)throw 0'));
  };
  await expect(play(context, 20, plant)).rejects.toThrow(notSerial);
});
