// The manifest of a project file: what it is, what is in it, and the SHA-256 of each part. It carries its own, the seal.
import { AppError } from '../errors';
import { sha256Hex } from '../intake/pixel-hash';
import { namesNotice, researchNotice } from '../report/notice';
import { appVersion } from '../version';
import {
  mostPartBytes,
  mostParts,
  type PartEntry,
  type PartKind,
  type ProjectCounts,
  type ProjectTicks,
  projectFormat,
  projectFormatVersion,
} from './layout';

export interface Manifest {
  readonly appVersion: string;
  readonly options: ProjectTicks;
  readonly counts: ProjectCounts;
  readonly entries: readonly PartEntry[];
}

// Frozen: also a reader of today has to know a newer file by it.
const unsealed = '0'.repeat(64);
const sealPattern = /"seal": "([0-9a-f]{64})"/;

const sealOf = (text: string) =>
  sha256Hex(new TextEncoder().encode(text.replace(sealPattern, `"seal": "${unsealed}"`)));

/** The manifest as JSON text. The same facts give the same text: no date, no name of a machine. */
export async function manifestText(facts: Omit<Manifest, 'appVersion'>): Promise<string> {
  const { options, counts, entries } = facts;
  const about = { format: projectFormat, formatVersion: projectFormatVersion, seal: unsealed };
  const notices = { notice: researchNotice, ...(options.names && { names: namesNotice }) };
  const text = JSON.stringify({ ...about, ...notices, appVersion, options, counts, entries }, null, 1);
  return text.replace(unsealed, await sealOf(text));
}

const kinds: Readonly<Record<PartKind, true>> = {
  project: true,
  items: true,
  names: true,
  vectors: true,
  labels: true,
  results: true,
  adapters: true,
  thumbnails: true,
  previews: true,
};

const isCount = (value: unknown, most = Number.MAX_SAFE_INTEGER) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

function isEntry(value: unknown): value is PartEntry {
  const { path, kind, bytes, sha256, holds } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof path === 'string' &&
    // Names inside the archive and nothing else; none of them is ever a path of the machine.
    /^[a-z0-9-]+(\/[a-z0-9-]+)?\.[a-z]+$/.test(path) &&
    typeof kind === 'string' &&
    Object.hasOwn(kinds, kind) &&
    isCount(bytes, mostPartBytes) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    isCount(holds)
  );
}

/** The facts of a manifest whose seal holds; null where a field is not what it has to be. */
function factsOf({
  appVersion: version,
  options,
  counts,
  entries,
}: Record<string, unknown>): Manifest | null {
  const ticks = (options ?? {}) as Record<string, unknown>;
  const ticked = ['names', 'thumbnails', 'previews'].every((name) => typeof ticks[name] === 'boolean');
  const fits =
    typeof version === 'string' &&
    ticked &&
    typeof counts === 'object' &&
    counts !== null &&
    Object.values(counts).every((count) => isCount(count)) &&
    Array.isArray(entries) &&
    entries.length <= mostParts &&
    entries.every(isEntry) &&
    new Set(entries.map(({ path }) => path)).size === entries.length;
  return fits ? ({ appVersion: version, options, counts, entries } as unknown as Manifest) : null;
}

/** What a text that may be a manifest is. `sealed`: not a letter of it has changed. */
export type ManifestLook =
  | { readonly is: 'sealed'; readonly manifest: Manifest }
  | { readonly is: 'newer'; readonly version: number; readonly sealed: boolean }
  | { readonly is: 'damaged' }
  | { readonly is: 'other' };

/** Looks at a text that may be a manifest. Never throws. */
export async function lookAtManifest(text: string): Promise<ManifestLook> {
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(text);
  } catch {
    return { is: text.includes(`"${projectFormat}"`) ? 'damaged' : 'other' };
  }
  if (read?.format !== projectFormat) return { is: 'other' };
  const sealed = sealPattern.exec(text)?.[1] === (await sealOf(text));
  const { formatVersion: version } = read;
  if (isCount(version) && (version as number) > projectFormatVersion)
    return { is: 'newer', version: version as number, sealed };
  const manifest = sealed && isCount(version) && (version as number) > 0 ? factsOf(read) : null;
  return manifest ? { is: 'sealed', manifest } : { is: 'damaged' };
}

/**
 * The manifest, and its text, among those that stand where one should.
 * @throws AppError `project-not-one`, `project-newer` {version}, `project-damaged` {part}.
 */
export async function chosenManifest(
  texts: readonly string[],
  looksLikeOne: boolean,
): Promise<{ readonly manifest: Manifest; readonly text: string }> {
  const looks = await Promise.all(texts.map(lookAtManifest));
  const newer = looks.find((look) => look.is === 'newer' && look.sealed);
  const at = looks.findIndex(({ is }) => is === 'sealed');
  const sealed = looks[at];
  if (sealed?.is === 'sealed' && !newer) return { manifest: sealed.manifest, text: texts[at] ?? '' };
  const found = newer ?? looks.find((look) => look.is === 'newer');
  if (found?.is === 'newer') {
    throw new AppError('project-newer', 'made by a newer version', { version: found.version });
  }
  if (looksLikeOne || looks.some(({ is }) => is === 'damaged')) {
    throw new AppError('project-damaged', 'the list of contents is damaged', { part: 'manifest.json' });
  }
  throw new AppError('project-not-one', 'no manifest of a project');
}
