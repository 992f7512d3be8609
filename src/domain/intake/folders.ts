// Reads meaning from relative paths: which folder names a class, a patient, a split. Names are text, never object keys.

export type FolderLayout = 'flat' | 'class' | 'class-patient' | 'split-class';
export type Split = 'train' | 'val' | 'test';

export interface FolderPlan {
  /** The layout suggested or asked for. */
  readonly layout: FolderLayout;
  /** Layouts these paths allow, `flat` always among them. */
  readonly layouts: readonly FolderLayout[];
  /** Classes of `layout` in order of first appearance, with their number of files. */
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  /** Files that are not junk. */
  readonly total: number;
  /** System clutter and hidden files, left aside. */
  readonly junk: number;
  /** Files of each part; absent where the layout has none. */
  readonly parts?: Readonly<Record<Split, number>>;
}

export interface FileAssignment {
  readonly junk: boolean;
  readonly className: string | null;
  /** Patient folder; null where the layout has none. */
  readonly group: string | null;
  readonly split: Split | null;
}

const nothing: FileAssignment = { junk: false, className: null, group: null, split: null };

const clutter = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
  '@eadir',
  '$recycle.bin',
  'system volume information',
  'icon\r',
]);

const splits: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['dev', 'val'],
  ['test', 'test'],
  ['testing', 'test'],
]);

const splitOf = (name: string | undefined): Split | null => splits.get((name ?? '').toLowerCase()) ?? null;

/** Path parts in NFC: a Mac writes "é" as two characters, and a class must not fall in two over that. */
function partsOf(path: string): string[] {
  return path
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '');
}

function isJunk(parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => part.startsWith('.') || clutter.has(part.toLowerCase()));
}

/** The one top folder that all files share, junk aside; null where there is none. */
export function folderRoot(paths: readonly string[]): string | null {
  const real = paths.map(partsOf).filter((parts) => !isJunk(parts));
  const root = real[0]?.[0];
  return root !== undefined && real.every((parts) => parts.length > 1 && parts[0] === root) ? root : null;
}

/** Folders of each file below the common root; null for junk. One shared top folder is the root, several are classes. */
function foldersOf(paths: readonly string[]): (readonly string[] | null)[] {
  const all = paths.map((path) => {
    const parts = partsOf(path);
    return isJunk(parts) ? null : parts.slice(0, -1);
  });
  const real = all.filter((folders) => folders !== null);
  const root = real[0]?.[0];
  const shared = root !== undefined && real.every((folders) => folders[0] === root);
  return shared ? all.map((folders) => folders?.slice(1) ?? null) : all;
}

function possible(real: readonly (readonly string[])[]): FolderLayout[] {
  const layouts: FolderLayout[] = ['flat'];
  const nested = real.filter((folders) => folders.length >= 2);
  if (real.some((folders) => folders.length >= 1)) layouts.push('class');
  if (nested.length > 0) layouts.push('class-patient');
  // Every top folder must be a split: a class called "test" beside others is a class.
  const tops = real.filter((folders) => folders.length > 0).map((folders) => splitOf(folders[0]));
  if (nested.length > 0 && tops.every((split) => split !== null)) layouts.push('split-class');
  return layouts;
}

function suggest(layouts: readonly FolderLayout[], real: readonly (readonly string[])[]): FolderLayout {
  if (layouts.includes('split-class')) return 'split-class';
  const inFolders = real.filter((folders) => folders.length > 0);
  const deep = inFolders.filter((folders) => folders.length >= 2).length;
  if (layouts.includes('class-patient') && deep * 2 > inFolders.length) return 'class-patient';
  return layouts.includes('class') ? 'class' : 'flat';
}

function assign(folders: readonly string[] | null, layout: FolderLayout): FileAssignment {
  if (folders === null) return { ...nothing, junk: true };
  const [first = null, second = null, third = null] = folders;
  if (layout === 'class') return { ...nothing, className: first };
  if (layout === 'class-patient') return { ...nothing, className: first, group: second };
  if (layout === 'split-class') {
    return { ...nothing, className: second, group: third, split: splitOf(first ?? undefined) };
  }
  return nothing;
}

/** What each path means under `layout`; one entry a path, in order. */
export function assignFiles(paths: readonly string[], layout: FolderLayout): FileAssignment[] {
  return foldersOf(paths).map((folders) => assign(folders, layout));
}

/**
 * @param paths relative, "/" between folders ("root/classA/p1/x.png"). Several top folders without a common root are
 *   read as if a root were above them.
 * @param wanted the layout to count for; without it, or where the paths do not allow it, one is suggested.
 */
export function planFolders(paths: readonly string[], wanted?: FolderLayout): FolderPlan {
  const folders = foldersOf(paths);
  const real = folders.filter((entry) => entry !== null);
  const layouts = possible(real);
  const layout = wanted && layouts.includes(wanted) ? wanted : suggest(layouts, real);
  const counts = new Map<string, number>();
  const parts = { train: 0, val: 0, test: 0 };
  for (const entry of real) {
    const { className, split } = assign(entry, layout);
    if (className !== null) counts.set(className, (counts.get(className) ?? 0) + 1);
    if (split !== null) parts[split] += 1;
  }
  return {
    layout,
    layouts,
    classes: Array.from(counts, ([name, count]) => ({ name, count })),
    total: real.length,
    junk: folders.length - real.length,
    ...(layout === 'split-class' ? { parts } : {}),
  };
}
