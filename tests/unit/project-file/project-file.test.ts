// A project file gives back what was written, byte for byte the second time, and says what of it is lost.
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { noTicks, type ProjectTicks } from '../../../src/domain/project-file/layout';
import { type ReadProject, readProjectFile } from '../../../src/domain/project-file/read-project-file';
import { writeProjectFile } from '../../../src/domain/project-file/write-project-file';
import { allTicks, anything, projectContents, projectSource } from '../../fixtures/builders/project-contents';

const write = (ticks: ProjectTicks = allTicks, source = projectSource()) =>
  writeProjectFile(source, ticks, quietJob());
const read = (file: Blob) => readProjectFile(file, anything, quietJob());
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** What was read as a source, to be written again. */
function again({ contents, pictures }: ReadProject) {
  const blobs = new Map(
    pictures.map(({ kind, id, rendition, blob }) => [`${kind}:${id}:${rendition}`, blob]),
  );
  return {
    ...projectSource(contents),
    picture: async (kind: string, id: string, rendition: string) =>
      blobs.get(`${kind}:${id}:${rendition}`) ?? null,
  };
}

describe('a whole file', () => {
  test.each([noTicks, allTicks, { ...noTicks, names: true }, { ...noTicks, thumbnails: true }])(
    'gives the same project and, written again, the same bytes (%o)',
    async (ticks) => {
      const file = await write(ticks);
      const found = await read(file);
      const { names, ...rest } = projectContents();
      expect(found.contents).toStrictEqual({ ...rest, names: ticks.names ? names : new Map() });
      expect(found.damaged).toEqual([]);
      expect(await bytesOf(await write(ticks, again(found)))).toEqual(await bytesOf(file));
      expect((await read(await write(ticks, again(found)))).vectorsSha256).toBe(found.vectorsSha256);
    },
  );

  test('is an archive that any program opens, with the entries the manifest names', async () => {
    const files = unzipSync(await bytesOf(await write()));
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    const listed = manifest.entries.map(({ path }: { path: string }) => path);
    expect(Object.keys(files)).toEqual(['manifest.json', ...listed, 'manifest-copy.json']);
    expect(manifest).toMatchObject({
      format: 'lightbench-project',
      formatVersion: 1,
      notice: 'Research use only. Not a medical device.',
      names: 'With file names: they may name people.',
      counts: { items: 10, classes: 2, vectors: 15, names: 10, results: 2, adapters: 1 },
    });
  });

  test('holds neither names nor pictures where nothing is ticked', async () => {
    const text = new TextDecoder('latin1').decode(await bytesOf(await write(noTicks)));
    for (const canary of ['DOE^JANE', 'scan-', 'thumb of', 'preview of', 'they may name people'])
      expect([canary, text.includes(canary)]).toEqual([canary, false]);
  });

  test('does not hang on the order in which things came to be known', async () => {
    const contents = projectContents();
    const shuffled = { ...contents, vectors: new Map([...contents.vectors].reverse()) };
    expect(await bytesOf(await write(noTicks, projectSource(shuffled)))).toEqual(
      await bytesOf(await write(noTicks)),
    );
  });

  test('of nothing at all is read as nothing', async () => {
    const empty = { ...projectContents(0), stages: [], vectors: new Map(), names: new Map() };
    const found = await read(await write(allTicks, projectSource(empty)));
    expect(found.contents).toStrictEqual(empty);
    expect(found.damaged).toEqual([]);
  });

  test('of more items than one part holds comes back in order', async () => {
    const contents = projectContents(4100);
    const found = await read(await write(noTicks, projectSource(contents)));
    expect(found.contents.items).toEqual(contents.items);
    expect(found.manifest.entries.filter(({ kind }) => kind === 'items').map(({ holds }) => holds)).toEqual([
      2000, 2000, 100,
    ]);
  });

  test('stops where it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const job = quietJob(controller.signal);
    await expect(writeProjectFile(projectSource(), noTicks, job)).rejects.toThrow('cancelled');
    await expect(readProjectFile(await write(), anything, job)).rejects.toThrow('cancelled');
  });
});
