// The page as a person meets it: by roles and labels. Also reads what the page keeps, and watches what it sends.
import { expect, type Page } from '@playwright/test';

export interface Kept {
  readonly names: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, string | null>>;
  readonly classes: Readonly<Record<string, string>>;
  /** Item id -> vector of its plain or percentile rendition. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  readonly projection: {
    readonly ids: readonly string[];
    readonly xy: readonly number[];
    readonly placed: number;
  } | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** How many drops the browser has taken to the page. */
type Droppable = Window & { dropsHeard?: number };

export class Workbench {
  /** Every request the page or one of its workers made, and every violation of the policy. */
  readonly requests: { readonly url: string; readonly method: string; readonly body: boolean }[] = [];
  readonly violations: string[] = [];
  readonly errors: string[] = [];

  /** @param url where the page stands on its site; `tinyBench` sets it. */
  constructor(
    readonly page: Page,
    readonly url = '/',
  ) {
    page.context().on('request', (request) => {
      this.requests.push({ url: request.url(), method: request.method(), body: request.postData() !== null });
    });
    page.on('console', (message) => {
      const text = message.text();
      // The canaries are meant to be stopped; anything else that the policy stops is a fault.
      if (/content security policy/i.test(text) && !text.includes('lightbench-canary.invalid'))
        this.violations.push(text);
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  async open(url = this.url) {
    await this.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        // What is only reported has a list of its own (privacy.spec.ts).
        if (event.disposition === 'report') return;
        // The console listener above hears it.
        console.error(
          `Content Security Policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`,
        );
      });
      addEventListener(
        'drop',
        () => {
          const here = window as Droppable;
          here.dropsHeard = (here.dropsHeard ?? 0) + 1;
        },
        true,
      );
    });
    await this.page.goto(url);
    await expect(this.page.getByRole('button', { name: /^Encoder: .* on (WASM|WebGPU)/ })).toBeVisible({
      timeout: 120_000,
    });
  }

  async addFiles(className: string, files: string[] | { name: string; mimeType: string; buffer: Buffer }[]) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: `Add files to ${className}` }).click();
    await (await chooser).setFiles(files as string[]);
  }

  /**
   * A real drop of files and directories on the middle of the page. Where none has reached the page at all, it is dropped again: twice,
   * on a busy machine, nothing came of a drop, and why was not found. What the page makes of one that reached it is the page's.
   */
  async drop(paths: readonly string[]) {
    const client = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    const heard = () => this.page.evaluate(() => (window as Droppable).dropsHeard ?? 0);
    const before = await heard();
    await expect(async () => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await client.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
      await expect.poll(heard, { timeout: 3000 }).toBeGreaterThan(before);
    }).toPass({ timeout: 20_000 });
  }

  report() {
    return this.page.getByRole('region', { name: 'Intake report' });
  }

  async intakeDone(timeout = 120_000) {
    await expect(this.report()).toBeVisible({ timeout });
    await expect(this.page.getByRole('button', { name: /^Cancel: Reading/ })).toHaveCount(0, { timeout });
  }

  async dismissReport() {
    await this.report().getByRole('button', { name: 'Dismiss report' }).click();
    await expect(this.report()).toHaveCount(0);
  }

  /** Two tests run side by side: what takes a second alone may take many then. */
  async saved() {
    const chip = this.page.getByRole('button', { name: 'Saved', exact: true });
    await expect(chip).toBeVisible({ timeout: 60_000 });
  }

  async mapDone(method = 'umap') {
    await expect(this.page.getByTestId('map')).toHaveAttribute('data-method', method, { timeout: 60_000 });
    await expect(this.page.getByRole('button', { name: 'Cancel: Drawing the map' })).toHaveCount(0, {
      timeout: 60_000,
    });
  }

  tab(
    name: 'Item' | 'Predict' | 'Train' | 'Evaluate' | 'Answers' | 'Words' | 'Clusters' | 'Search' | 'Tidy',
  ) {
    return this.page.getByRole('tab', { name });
  }

  /** All that the browser keeps for this site, read from its database and its private files. */
  async kept(): Promise<Kept> {
    // A pack may be written anew between the two looks: then both are made once more.
    for (let tries = 4; tries > 0; tries--) {
      try {
        return await this.readKept(true);
      } catch (thrown) {
        if (!/NotFoundError|NotReadableError/.test(String(thrown))) throw thrown;
      }
    }
    return this.readKept(false);
  }

  /** @param whole whether a file without which a row stands is an error, in place of nothing. */
  private readKept(whole: boolean): Promise<Kept> {
    return this.page.evaluate(async (strict) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('lightbench');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const names = ['items', 'names', 'vectors', 'stages', 'project', 'pictures', 'packs'];
      // One transaction: what is read belongs together.
      const tx = database.transaction(names);
      const all = (name: string) =>
        new Promise<[string, never][]>((resolve) => {
          const out: [string, never][] = [];
          const request = tx.objectStore(name).openCursor();
          request.onsuccess = () => {
            const cursor = request.result;
            if (!cursor) return resolve(out);
            out.push([String(cursor.key), cursor.value as never]);
            cursor.continue();
          };
        });
      const [items, fileNames, stored, stages, project, storedPictures, packs] = await Promise.all(
        names.map(all),
      );
      database.close();
      // Blobs lie in packs, and where the browser has none, in the database; told by the bytes on the disk, not by the rows.
      type Entry = { key: string; at: number; length: number; type?: string };
      const vectors = [...(stored as unknown as [string, Float32Array][])];
      const pictures: unknown[] = [...(storedPictures ?? [])];
      for (const [name, row] of packs as unknown as [string, { entries: Entry[] }][]) {
        let folder = await navigator.storage.getDirectory();
        for (const part of ['lightbench', 'packs']) folder = await folder.getDirectoryHandle(part);
        const read = async () => (await (await folder.getFileHandle(name)).getFile()).arrayBuffer();
        const bytes = await (strict ? read() : read().catch(() => null));
        if (!bytes) continue;
        for (const { key, at, length, type } of row.entries)
          if (type) pictures.push(key);
          else vectors.push([key, new Float32Array(bytes.slice(at, at + length))]);
      }
      type Item = { pixelHash: string; renditions: string[]; labels: string[]; group: string | null };
      const itemList = items as unknown as [string, Item][];
      const vectorOf = ({ pixelHash, renditions }: Item) => {
        const kind = renditions.includes('plain') ? 'plain' : 'percentile';
        const found = vectors.find(([key]) => key.startsWith(`${pixelHash}:${kind}:`));
        return found ? Array.from(found[1]) : [];
      };
      const projection = (
        stages as unknown as [
          string,
          { value: { ids: string[]; xy: Float32Array; placed: Map<string, unknown> } },
        ][]
      ).find(([name]) => name === 'projection')?.[1].value;
      const classes =
        (project as unknown as [string, { classes: { id: string; name: string }[] }][])[0]?.[1].classes ?? [];
      return {
        names: Object.fromEntries(fileNames as unknown as [string, string][]),
        labels: Object.fromEntries(itemList.map(([id, item]) => [id, item.labels])),
        groups: Object.fromEntries(itemList.map(([id, item]) => [id, item.group])),
        classes: Object.fromEntries(classes.map(({ id, name }) => [id, name])),
        vectors: Object.fromEntries(itemList.map(([id, item]) => [id, vectorOf(item)])),
        projection: projection
          ? { ids: projection.ids, xy: Array.from(projection.xy), placed: projection.placed.size }
          : null,
        counts: {
          items: items?.length ?? 0,
          names: fileNames?.length ?? 0,
          vectors: vectors.length,
          stages: stages?.length ?? 0,
          pictures: pictures.length,
        },
      };
    }, whole);
  }

  /** Keys of all vectors that are kept, in packs or in the database. */
  vectorKeys(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('lightbench');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const ask = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      const tx = database.transaction(['vectors', 'packs']);
      const [own, rows] = await Promise.all([
        ask(tx.objectStore('vectors').getAllKeys()),
        ask(tx.objectStore('packs').getAll()),
      ]);
      database.close();
      type Row = { entries: { key: string; type?: string }[] };
      const packed = (rows as Row[]).flatMap(({ entries }) =>
        entries.flatMap(({ key, type }) => (type ? [] : [key])),
      );
      return [...own.map(String), ...packed];
    });
  }

  /** Everything the site has written, as text (pictures and vectors left out): stores, local storage, title, address. */
  written(): Promise<string> {
    return this.page.evaluate(async () => {
      const parts: unknown[] = [document.title, location.href, { ...localStorage }];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name ?? '');
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of database.objectStoreNames) {
          const all = (kind: 'getAll' | 'getAllKeys') =>
            new Promise<unknown>((resolve) => {
              const request = database.transaction(store).objectStore(store)[kind]();
              request.onsuccess = () => resolve(request.result);
            });
          parts.push(store, await all('getAllKeys'), await all('getAll'));
        }
        database.close();
      }
      const plain = (_: string, value: unknown) =>
        value instanceof Map ? [...value] : ArrayBuffer.isView(value) || value instanceof Blob ? null : value;
      return JSON.stringify(parts, plain);
    });
  }

  /** Nothing left the page's own origin, nothing was posted, the policy was never hit, every canary was stopped. */
  async expectNothingSent() {
    const own = new URL(this.page.url()).origin;
    const foreign = this.requests.filter(
      ({ url }) => !url.startsWith('blob:') && !url.startsWith('data:') && new URL(url).origin !== own,
    );
    expect(foreign).toEqual([]);
    expect(this.requests.filter(({ method, body }) => body || method !== 'GET')).toEqual([]);
    expect(this.violations).toEqual([]);
    await this.page.getByRole('button', { name: 'Privacy: 0 bytes sent' }).click();
    const canary = this.page.getByTestId('canary');
    await expect(canary.getByText('stopped by policy')).toHaveCount(5, { timeout: 10_000 });
    await this.page.keyboard.press('Escape');
  }
}
