// `npm run intake -- FOLDER [--json]`: judges every file below a folder with the workbench's own reader, in Node.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
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
const { nodeCodecs } = await vite.ssrLoadModule('/src/workers/codecs-node.ts');
const { explain } = await vite.ssrLoadModule('/src/ui/messages.ts');
const { noteSentence } = await vite.ssrLoadModule('/src/ui/note-words.ts');

const codecs = nodeCodecs();
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const rows = [];
const noFigures = { shape: null, min: null, max: null, mean: null, sha256_float64le: null };

function rowOf(path, audit) {
  const refused = audit.verdict === 'refused';
  const { sentence, advice } = refused ? explain(audit.error) : {};
  return {
    path,
    verdict: audit.verdict,
    causes: audit.causes,
    sentence: refused ? `${sentence} ${advice}` : audit.notes.map((note) => noteSentence(note)).join(' '),
    format: refused ? null : audit.format,
    ...(refused ? noFigures : audit.figures),
  };
}

/** Paths of entries start at the archive's folder; here the archive itself stands between ("set.zip/cat/1.png"). */
const inside = (archive, path) => `${archive}/${path.slice(archive.lastIndexOf('/') + 1)}`;

for (const file of files) {
  const path = relative(folder, file).split(sep).join('/');
  const blob = new Blob([readFileSync(file)]);
  const found = [];
  for await (const entry of expandArchive({ path, file: blob })) found.push(entry);
  // Anything but the file itself came out of an archive, which gets a row of its own before them.
  const archive = found.length !== 1 || found[0].file !== blob;
  if (archive) {
    const sentence = `An archive of ${found.length} ${found.length === 1 ? 'file' : 'files'}; each has a row of its own.`;
    rows.push({ path, verdict: 'noted', causes: ['archive-opened'], sentence, format: 'zip', ...noFigures });
  }
  for (const entry of found) {
    const name = archive ? inside(path, entry.path) : path;
    if (entry.refused) {
      rows.push(rowOf(name, { verdict: 'refused', causes: [entry.refused.code], error: entry.refused }));
      continue;
    }
    const bytes = new Uint8Array(await entry.file.arrayBuffer());
    rows.push(rowOf(name, await auditFile(bytes, entry.path, codecs, entry.packed)));
  }
}
await vite.close();

if (asJson) {
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
} else {
  for (const { path, verdict, sentence } of rows) console.log(`${verdict.padEnd(8)} ${path}  ${sentence}`);
  const of = (verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`;
  console.log(`\n${rows.length} files: ${['in', 'noted', 'refused'].map(of).join(', ')}`);
}
