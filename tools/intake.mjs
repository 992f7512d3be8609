// `npm run intake -- FOLDER [--json]`: judges every file below a folder with the workbench's own reader, in Node.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { createServer } from 'vite';

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const asJson = process.argv.includes('--json');
if (!folder) {
  console.error('Usage: npm run intake -- FOLDER [--json]');
  process.exit(2);
}

// Vite turns the TypeScript sources into modules Node can run; nothing is served.
const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const { expandArchive } = await vite.ssrLoadModule('/src/domain/intake/archive.ts');
const { auditFile } = await vite.ssrLoadModule('/src/domain/intake/audit.ts');
const { askedAbout, questionsOf } = await vite.ssrLoadModule('/src/domain/intake/audit-questions.ts');
const { peekFile } = await vite.ssrLoadModule('/src/domain/intake/peek.ts');
const { nodeCodecs } = await vite.ssrLoadModule('/src/workers/codecs-node.ts');
const { explain } = await vite.ssrLoadModule('/src/ui/messages.ts');
const { noteSentence } = await vite.ssrLoadModule('/src/ui/note-words.ts');
const { askedSentence } = await vite.ssrLoadModule('/src/ui/intake/frame-words.ts');

const codecs = nodeCodecs();
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const noFigures = { shape: null, min: null, max: null, mean: null, sha256_float64le: null };
// Files first, questions afterwards: a series shows only once all of its slices have been looked at.
const found = [];

function sentenceOf({ verdict, question, notes = [], figures, error }) {
  if (verdict === 'refused') {
    const { sentence, advice } = explain(error);
    return `${sentence} ${advice}`;
  }
  const asked = question ? [askedSentence(question)] : [];
  const undecoded =
    question && !figures ? ['Its pixels are decoded in a browser, so there are no figures here.'] : [];
  return [...asked, ...undecoded, ...notes.map((note) => noteSentence(note))].join(' ');
}

const rowOf = (path, audit) => ({
  path,
  verdict: audit.verdict,
  causes: audit.causes,
  sentence: sentenceOf(audit),
  format: audit.format ?? null,
  ...(audit.figures ?? noFigures),
});

/** Paths of entries start at the archive's folder; here the archive itself stands between ("set.zip/cat/1.png"). */
const inside = (archive, path) => `${archive}/${path.slice(archive.lastIndexOf('/') + 1)}`;

const root = basename(resolve(folder));
for (const file of files) {
  const path = relative(folder, file).split(sep).join('/');
  const blob = new Blob([readFileSync(file)]);
  const entries = [];
  for await (const entry of expandArchive({ path, file: blob })) entries.push(entry);
  // Anything but the file itself came out of an archive, which gets a row of its own before them.
  const archive = entries.length !== 1 || entries[0].file !== blob;
  if (archive) {
    const sentence = `An archive of ${entries.length} ${entries.length === 1 ? 'file' : 'files'}; each has a row of its own.`;
    const row = { path, verdict: 'noted', causes: ['archive-opened'], sentence, format: 'zip', ...noFigures };
    found.push({ path: null, peek: null, row });
  }
  for (const { path: own, file: part, packed, refused } of entries) {
    const name = archive ? inside(path, own) : path;
    const entry = { path: `${root}/${own}`, name, peek: null };
    if (refused) {
      found.push({ ...entry, audit: { verdict: 'refused', causes: [refused.code], error: refused } });
      continue;
    }
    const audit = await auditFile(new Uint8Array(await part.arrayBuffer()), own, codecs, packed);
    found.push({ ...entry, peek: await peekFile(part, packed, '', true), audit });
  }
}
await vite.close();

const judged = found.filter(({ audit }) => audit);
const questions = new Map(questionsOf(judged).map((question, i) => [judged[i], question]));
const rows = found.map((entry) => {
  const { row, name, audit, peek } = entry;
  if (row) return row;
  const question = questions.get(entry);
  return rowOf(name, question ? askedAbout(audit, question, peek.format) : audit);
});

if (asJson) {
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
} else {
  for (const { path, verdict, sentence } of rows) console.log(`${verdict.padEnd(8)} ${path}  ${sentence}`);
  const of = (...verdicts) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  console.log(
    `\n${rows.length} files: ${of('in', 'noted', 'asked')} can come in (${of('in')} in, ${of('noted')} noted, ${of('asked')} asked), ${of('refused')} refused`,
  );
}
