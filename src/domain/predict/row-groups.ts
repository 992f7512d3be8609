// Rows that belong together (a patient's, say): nothing that parts the set may part them.

/** The rows of each group, in the order in which groups first occur; a row whose group is null stands alone. */
export function rowsByGroup(
  groups: readonly (string | null)[],
  rows: number = groups.length,
): readonly number[][] {
  const named = new Map<string, number[]>();
  const all: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const name = groups[row] ?? null;
    const known = name === null ? undefined : named.get(name);
    if (known) known.push(row);
    else {
      const fresh = [row];
      all.push(fresh);
      if (name !== null) named.set(name, fresh);
    }
  }
  return all;
}

/** A number for each row: rows of one group share it, a row whose group is null has its own. */
export function partsOf(groups: readonly (string | null)[]): Int32Array {
  const parts = new Int32Array(groups.length);
  for (const [part, rows] of rowsByGroup(groups).entries()) for (const row of rows) parts[row] = part;
  return parts;
}
