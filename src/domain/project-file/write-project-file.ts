// A project as one file: parts, their checksums, the archive around them.
import { sha256Hex } from '../intake/pixel-hash';
import type { Job } from '../job';
import { archiveBlob } from './archive-blob';
import { isAdapterStage, manifestCopyPath, manifestPath, type PartKind, type ProjectTicks } from './layout';
import { manifestText } from './manifest';
import { type Part, type ProjectSource, projectParts } from './write-parts';

const sum = (parts: readonly Part[], kind: PartKind) =>
  parts.reduce((total, part) => total + (part.kind === kind ? part.holds : 0), 0);

/**
 * The project as a `.lightbench` file: the same project with the same ticks gives the same bytes. Without ticks it holds no
 * picture and no name of a file. Progress is in percent. An image whose picture is not there goes without.
 * @throws AppError `file-too-large` from 4 GB on (an archive's limit); TypeError where a stage holds what is no data.
 */
export async function writeProjectFile(source: ProjectSource, ticks: ProjectTicks, job: Job): Promise<Blob> {
  const { items, vectors, stages, record } = source.contents;
  const pictures = Number(ticks.thumbnails) + Number(ticks.previews);
  const expected = items.length * (2 + 2 * pictures);
  const parts: Part[] = [];
  const entries = [];
  let holding = 0;
  for await (const part of projectParts(source, ticks, job)) {
    const { path, kind, holds, blob } = part;
    const sha256 = await sha256Hex(new Uint8Array(await blob.arrayBuffer()));
    parts.push(part);
    entries.push({ path, kind, bytes: blob.size, sha256, holds });
    holding += holds;
    job.report(Math.min(79, Math.floor((80 * holding) / Math.max(1, expected))), 100);
    await job.breathe();
  }
  const counts = {
    items: items.length,
    classes: Array.isArray(record.classes) ? record.classes.length : 0,
    vectors: vectors.size,
    names: sum(parts, 'names'),
    results: sum(parts, 'results'),
    adapters: stages.filter(([name]) => isAdapterStage(name) && name.includes(':')).length,
    thumbnails: sum(parts, 'thumbnails'),
    previews: sum(parts, 'previews'),
  };
  const { names, thumbnails, previews } = ticks;
  const text = await manifestText({ options: { names, thumbnails, previews }, counts, entries });
  const manifest = new Blob([text]);
  const files = [
    { path: manifestPath, blob: manifest },
    ...parts,
    { path: manifestCopyPath, blob: manifest },
  ];
  return archiveBlob(files, {
    ...job,
    report: (done, total) => job.report(80 + Math.floor((20 * done) / Math.max(1, total)), 100),
  });
}
