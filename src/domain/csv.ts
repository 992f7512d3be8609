// Tables as CSV text, written and read, the same way everywhere: comment lines, quoting, cells that a spreadsheet would run
// are defused. The one importer of papaparse.
import Papa, { type ParseResult, type Parser } from 'papaparse';
import { AppError } from './errors';
import type { Job } from './job';

// The library's own pattern lets a cell through that has a line end further on.
const formula = /^[=+\-@\t\r\n]/;

type Cells = readonly (string | number)[];

/** Numbers are written as they are (a minus is no formula); text is quoted and defused. */
const options = { escapeFormulae: formula, newline: '\r\n' };

/**
 * RFC 4180 with CRLF line ends. Comment lines ("# ...") come first; a cell of text that begins with = + - @, a tab or a line
 * end gets a quote mark before it, or a spreadsheet would take it for a formula.
 */
export function csvText(
  comments: readonly string[],
  fields: readonly string[],
  data: readonly Cells[],
): string {
  const table = Papa.unparse({ fields: [...fields], data: data.map((row) => [...row]) }, options);
  // Without rows the library ends the header's line itself.
  const end = table.endsWith('\r\n') ? '' : '\r\n';
  return `${comments.map((line) => `# ${line}\r\n`).join('')}${table}${end}`;
}

/** More lines of a table that `csvText` began, each ended; '' without rows. */
export function csvLines(data: readonly Cells[]): string {
  return data.length === 0 ? '' : `${Papa.unparse(data as unknown[], options)}\r\n`;
}

/** The text of a cell as it was before `csvText` defused it. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Whether a spreadsheet would run the cell, if it were written as it is; numbers are no formulas. */
export function isFormula(cell: string): boolean {
  return formula.test(cell) && !/^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(cell);
}

export interface CsvHead {
  /** The comment lines before the header, without "# ". */
  readonly comments: readonly string[];
  readonly fields: readonly string[];
  readonly delimiter: string;
}

const delimiters = [';', '\t', '|', ','] as const;

/** The comment lines, and the rest from the header on; a first line "sep=;" is a spreadsheet's, and says the delimiter. */
function headOf(text: string): { comments: string[]; rest: string; delimiter: string } {
  const comments: string[] = [];
  let at = 0;
  let said = '';
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
    const separator = /^"?sep=(.)"?$/.exec(line)?.[1];
    if (separator) said = separator;
    else if (line.startsWith('#')) comments.push(line.replace(/^#\s?/, ''));
    else if (line.trim() !== '' || end < 0) {
      return { comments, rest: text.slice(at), delimiter: said || delimiterOf(line) };
    }
    if (end < 0) return { comments, rest: '', delimiter: said || ',' };
    at = end + 1;
  }
}

/** The mark that stands most often in the header outside quotes; of equals, the one that is rarer in names. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((mark) => bare.split(mark).length - 1);
  return delimiters[counts.indexOf(Math.max(...counts))] as string;
}

// A chunk takes some milliseconds. A row that spans this many is a quote that was never closed.
const chunkChars = 1 << 18;
const mostEmptyChunks = 16;

/**
 * Reads a table row by row: `onHead` once, then `onRow` for each line that is not empty, with its number (0 = the first
 * below the header) and its cells as they stand there, as many as the line has. Delimiter: the header's most frequent of ; tab
 * | and comma. Breathes every 256 K characters and reports characters. What `onHead` or `onRow` throws ends it.
 * @throws AppError `bad-table` {problem: 'quote'} where a quoted cell never ends.
 */
export async function readCsv(
  text: string,
  job: Job,
  onHead: (head: CsvHead) => void,
  onRow: (cells: readonly string[], row: number) => void,
): Promise<void> {
  const { comments, rest, delimiter } = headOf(text);
  let row = -1;
  let empty = 0;
  const take = (rows: readonly (readonly string[])[]) => {
    for (const cells of rows) {
      if (row < 0) onHead({ comments, fields: cells.map((cell) => cell.trim()), delimiter });
      else onRow(cells, row);
      row += 1;
    }
  };
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(rest, {
      delimiter,
      chunkSize: chunkChars,
      skipEmptyLines: 'greedy',
      complete: () => resolve(),
      chunk({ data, meta }: ParseResult<string[]>, parser: Parser) {
        const next = async () => {
          empty = data.length === 0 ? empty + 1 : 0;
          if (empty > mostEmptyChunks) {
            throw new AppError('bad-table', 'a quoted cell never ends', { problem: 'quote', row: row + 1 });
          }
          take(data);
          job.report(Math.min(meta.cursor, rest.length), rest.length);
          await job.breathe();
        };
        parser.pause();
        next().then(
          () => parser.resume(),
          (thrown: unknown) => {
            reject(thrown);
            parser.abort();
          },
        );
      },
    });
  });
  if (row < 0) onHead({ comments, fields: [], delimiter });
}
