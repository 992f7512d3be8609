// `npm run intake -- FOLDER [--json]`: judges every file below a folder with the workbench's own reader, in Node.
import { basename, resolve } from 'node:path';
import { openSources } from './open-sources.mjs';

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const asJson = process.argv.includes('--json');
if (!folder) {
  console.error('Usage: npm run intake -- FOLDER [--json]');
  process.exit(2);
}

const { load, close } = await openSources();
const { folderEntries } = await load('/tools/folder-entries.ts');
const files = await folderEntries(folder).catch(async (thrown) => {
  await close();
  console.error(`The folder cannot be listed (${thrown.code ?? thrown.name}).`);
  process.exit(2);
});
const { expandArchive } = await load('/src/domain/intake/archive.ts');
const { auditFile } = await load('/src/domain/intake/audit.ts');
const { askedAbout, questionsOf } = await load('/src/domain/intake/audit-questions.ts');
const { fileBytes } = await load('/src/domain/intake/file-bytes.ts');
const { errorFacts } = await load('/src/domain/errors.ts');
const { clashingObjects } = await load('/src/domain/intake/same-object.ts');
const { peekFile } = await load('/src/domain/intake/peek.ts');
const { nodeCodecs } = await load('/src/workers/codecs-node.ts');
const { explain } = await load('/src/ui/messages.ts');
const { clashSentence } = await load('/src/ui/intake/check-words.ts');
const { noteSentence } = await load('/src/ui/note-words.ts');
const { askedSentence } = await load('/src/ui/intake/frame-words.ts');

const codecs = nodeCodecs();
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

const refusal = (error) => ({ verdict: 'refused', causes: [error.code], error });

/** A file that goes away, or may not be read after all, is refused as any other bad one. */
async function looked(part, name, packed) {
  try {
    const audit = await auditFile(await fileBytes(part), name, codecs, packed);
    return { audit, peek: await peekFile(part, packed, '', true) };
  } catch (thrown) {
    return { audit: refusal(errorFacts(thrown, 'unreadable-file')), peek: null };
  }
}

/** Paths of entries start at the archive's folder; here the archive itself stands between ("set.zip/cat/1.png"). */
const inside = (archive, path) => `${archive}/${path.slice(archive.lastIndexOf('/') + 1)}`;

const root = basename(resolve(folder));
for (const listed of files) {
  const { path, file } = listed;
  const entries = [];
  if (listed.refused) entries.push(listed);
  else for await (const entry of expandArchive(listed)) entries.push(entry);
  // Anything but the file itself came out of an archive, which gets a row of its own before them.
  const archive = entries.length !== 1 || entries[0].file !== file;
  if (archive) {
    const sentence = `An archive of ${entries.length} ${entries.length === 1 ? 'file' : 'files'}; each has a row of its own.`;
    const row = { path, verdict: 'noted', causes: ['archive-opened'], sentence, format: 'zip', ...noFigures };
    found.push({ path: null, peek: null, row });
  }
  for (const { path: own, file: part, packed, refused } of entries) {
    const name = archive ? inside(path, own) : path;
    const entry = { path: `${root}/${own}`, name, peek: null };
    found.push({ ...entry, ...(refused ? { audit: refusal(refused) } : await looked(part, own, packed)) });
  }
}
await close();

const judged = found.filter(({ audit }) => audit);
const questions = new Map(questionsOf(judged).map((question, i) => [judged[i], question]));
const rows = found.map((entry) => {
  const { row, name, audit, peek } = entry;
  if (row) return row;
  const question = questions.get(entry);
  return rowOf(name, question ? askedAbout(audit, question, peek.format) : audit);
});

// It is about several files, so that it has no row; who reads the rows by machine finds it beside them.
const clashes = clashingObjects(
  judged.flatMap(({ name, audit }) => (audit.object ? [{ id: name, ...audit.object }] : [])),
);
const clashLines = clashes.length > 0 ? [clashSentence(clashes)] : [];

if (asJson) {
  for (const line of clashLines) console.error(line);
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
} else {
  for (const { path, verdict, sentence } of rows) console.log(`${verdict.padEnd(8)} ${path}  ${sentence}`);
  for (const line of clashLines) console.log(`\n${line}`);
  const of = (...verdicts) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  console.log(
    `\n${rows.length} files: ${of('in', 'noted', 'asked')} can come in (${of('in')} in, ${of('noted')} noted, ${of('asked')} asked), ${of('refused')} refused`,
  );
}
