// `npm run intake -- FOLDER [--json]`: judges every file below a folder with the workbench's own reader, in Node.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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
for (const file of files) {
  const path = relative(folder, file);
  const audit = await auditFile(new Uint8Array(readFileSync(file)), path, codecs);
  const refused = audit.verdict === 'refused';
  const { sentence, advice } = refused ? explain(audit.error) : {};
  rows.push({
    path,
    verdict: audit.verdict,
    causes: audit.causes,
    sentence: refused ? `${sentence} ${advice}` : audit.notes.map((note) => noteSentence(note)).join(' '),
    format: refused ? null : audit.format,
    ...(refused ? { shape: null, min: null, max: null, mean: null, sha256_float64le: null } : audit.figures),
  });
}
await vite.close();

if (asJson) {
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
} else {
  for (const { path, verdict, sentence } of rows) console.log(`${verdict.padEnd(8)} ${path}  ${sentence}`);
  const of = (verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`;
  console.log(`\n${rows.length} files: ${['in', 'noted', 'refused'].map(of).join(', ')}`);
}
