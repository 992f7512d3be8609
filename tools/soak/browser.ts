// A browser with a profile on disk that can be killed in three ways and started again, and a page that counts what is embedded.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { beginLying, type Lies, lieAboutSaving } from '../../tests/e2e/pages/lying-storage';
import { Workbench } from '../../tests/e2e/pages/workbench';

/** Planted faults; the same checks must then find what is lost. */
export type Plant = 'none' | 'lying-saved' | 'no-vectors';

export interface Life {
  readonly page: () => Page;
  readonly bench: () => Workbench;
  /** Inputs the encoder was asked for, by their bytes, over the whole life of the project. */
  readonly embedded: Map<string, number>;
  open(): Promise<void>;
  /** From now on the planted fault of saving is at work: the set it is tried on is there. */
  lieFromNow(): Promise<void>;
  crashTab(): Promise<void>;
  killBrowser(): Promise<void>;
  killWorker(kind: string): Promise<boolean>;
  end(): Promise<void>;
}

/** What a page that lies about saving lies about. */
const lies: Lies = { stores: ['items', 'project', 'journal'], whenAsked: true };

/** Processes whose command line names the profile. */
function processesOf(profile: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      return readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(profile) ? [Number(entry)] : [];
    } catch {
      // It has ended between the two looks.
      return [];
    }
  });
}

/** Counts calls of the encode worker by a sum over their input. Workers are reached by messages of the page alone. */
function countEncodes(): void {
  const { postMessage } = Worker.prototype;
  const tell = (window as unknown as { soakEncoded(sum: string): void }).soakEncoded;
  Worker.prototype.postMessage = function (this: Worker, ...args: [unknown, ...never[]]) {
    const call = args[0] as { method?: string; params?: readonly [{ prepared?: Uint8Array }] };
    const input = call?.method === 'encode' ? call.params?.[0]?.prepared : undefined;
    if (input) {
      let sum = 2166136261;
      for (let i = 0; i < input.length; i += 7) sum = Math.imul(sum ^ (input[i] ?? 0), 16777619);
      tell(`${input.length}:${sum}`);
    }
    return (postMessage as (...all: unknown[]) => void).apply(this, args);
  };
}

/** No vector is ever read back, as where only labels are kept. */
function loseVectors(): void {
  const { getFile } = FileSystemFileHandle.prototype;
  FileSystemFileHandle.prototype.getFile = async function (this: FileSystemFileHandle) {
    const file = await getFile.call(this);
    return this.name.endsWith('.pack') ? new File([], file.name) : file;
  };
}

export function makeLife(
  url: string,
  {
    executablePath,
    args,
    plant = 'none',
  }: {
    readonly executablePath: string | undefined;
    readonly args: readonly string[];
    readonly plant?: Plant;
  },
): Life {
  const profile = mkdtempSync(join(tmpdir(), 'lightbench-soak-'));
  const embedded = new Map<string, number>();
  let context: BrowserContext | null = null;
  let page: Page | null = null;
  let bench: Workbench | null = null;
  const must = <T>(value: T | null): T => {
    if (value === null) throw new Error('no page is open');
    return value;
  };
  const start = async () => {
    context = await chromium.launchPersistentContext(profile, {
      ...(executablePath ? { executablePath } : {}),
      args: [...args],
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
    });
    await context.exposeFunction('soakEncoded', (sum: string) => {
      embedded.set(sum, (embedded.get(sum) ?? 0) + 1);
    });
    await context.addInitScript(countEncodes);
    if (plant === 'lying-saved') await context.addInitScript(lieAboutSaving, lies);
    if (plant === 'no-vectors') await context.addInitScript(loseVectors);
  };
  return {
    page: () => must(page),
    bench: () => must(bench),
    embedded,
    async open() {
      if (!context) await start();
      page = await must(context).newPage();
      page.setDefaultTimeout(30_000);
      bench = new Workbench(page);
      await bench.open(url);
    },
    async lieFromNow() {
      await must(page).evaluate((name) => dispatchEvent(new Event(name)), beginLying);
    },
    async crashTab() {
      const old = must(page);
      const client = await must(context).newCDPSession(old);
      const gone = old.waitForEvent('crash');
      // Never answers: the renderer is gone.
      void client.send('Page.crash').catch(() => undefined);
      await gone;
      await old.close();
    },
    async killBrowser() {
      const closed = must(context).waitForEvent('close');
      const all = processesOf(profile);
      if (all.length > 0) execFileSync('kill', ['-9', ...all.map(String)]);
      await closed.catch(() => undefined);
      context = null;
    },
    async killWorker(kind) {
      const worker = must(page)
        .workers()
        .find((one) => one.url().includes(`${kind}.worker`));
      await worker
        ?.evaluate(() => {
          setTimeout(() => {
            throw new Error('planted: the worker dies');
          });
        })
        // It may be gone before it answers.
        .catch(() => undefined);
      return worker !== undefined;
    },
    async end() {
      await context?.close().catch(() => undefined);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
