// Which columns or arrays of a table from elsewhere hold what: guessed from their names, the same for all formats.

/** The known names of each part, best first; compared without case, "_", "-" and blanks. */
const knownNames = {
  ids: [
    'id',
    'ids',
    'itemid',
    'imageid',
    'imageids',
    'sampleid',
    'key',
    'keys',
    'uid',
    'file',
    'files',
    'filename',
  ]
    .concat(['filenames', 'path', 'paths', 'filepath', 'name', 'names', 'image', 'index'])
    .concat(['unnamed:0', 'indexlevel0']),
  embeddings: [
    'embeddings',
    'embedding',
    'imageembeddings',
    'imageembedding',
    'emb',
    'embs',
    'features',
    'feature',
  ].concat(['feats', 'vectors', 'vector', 'vecs', 'x', 'data', 'arr0']),
  labels: ['label', 'labels', 'class', 'classes', 'target', 'targets', 'groundtruthlabel', 'y'],
  groups: [
    'group',
    'groups',
    'patient',
    'patients',
    'patientid',
    'patientids',
    'subject',
    'subjects',
    'subjectid',
  ],
} as const;

export type TablePart = keyof typeof knownNames;

const plain = (name: string) => name.toLowerCase().replace(/[_\-\s]+/g, '');

/** The name among `names` that is known best for a part; null where none is. */
export function namedPart(part: TablePart, names: readonly string[]): string | null {
  const byPlain = new Map([...names].reverse().map((name) => [plain(name), name]));
  const known = (knownNames[part] as readonly string[]).find((name) => byPlain.has(name));
  return known === undefined ? null : (byPlain.get(known) ?? null);
}

/**
 * The columns of an embedding among numeric ones, in order: the largest family of names that differ only in a number at
 * their end (d0, d1 ... or 0, 1 ...), by that number; without a family of two, all of them as they stand. Empty in, empty out.
 */
export function numberColumns(names: readonly string[]): string[] {
  const families = new Map<string, { name: string; number: number }[]>();
  for (const name of names) {
    const [, stem, digits] = /^(.*?)(\d{1,6})$/s.exec(name.trim()) ?? [];
    if (stem === undefined) continue;
    const family = families.get(stem);
    const member = { name, number: Number(digits) };
    if (family) family.push(member);
    else families.set(stem, [member]);
  }
  let best: { name: string; number: number }[] = [];
  for (const family of families.values()) if (family.length > best.length) best = family;
  if (best.length < 2) return [...names];
  return best.sort((a, b) => a.number - b.number).map(({ name }) => name);
}
