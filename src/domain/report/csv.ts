// Tables as CSV text, the same way everywhere: comment lines, quoting, cells that a spreadsheet would run are defused.
import Papa from 'papaparse';

// The library's own pattern lets a cell through that has a line end further on.
const formula = /^[=+\-@\t\r\n]/;

/**
 * RFC 4180 with CRLF line ends. Comment lines ("# ...") come first; a cell that begins with = + - @, a tab or a line end
 * gets a quote mark before it, or a spreadsheet would take it for a formula.
 */
export function csvText(
  comments: readonly string[],
  fields: readonly string[],
  data: readonly (readonly string[])[],
): string {
  const table = Papa.unparse(
    { fields: [...fields], data: data.map((row) => [...row]) },
    { escapeFormulae: formula, newline: '\r\n' },
  );
  // Without rows the library ends the header's line itself.
  const end = table.endsWith('\r\n') ? '' : '\r\n';
  return `${comments.map((line) => `# ${line}\r\n`).join('')}${table}${end}`;
}
