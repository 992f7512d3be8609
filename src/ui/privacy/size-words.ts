// Sizes of files as people read them.

/** "27.1 MB", "44 kB", "0.3 kB": thousands, as browsers' own tools count. */
export function megabytes(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e4 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e3).toFixed(1)} kB`;
}
