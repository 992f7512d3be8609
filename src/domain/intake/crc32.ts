// CRC-32 as PNG uses it (ISO 3309, PNG annex D).

const table = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/**
 * @param before the checksum of what comes before these bytes, for data in parts.
 * @returns unsigned 32-bit checksum.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let c = before ^ 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ (bytes[i] ?? 0)) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
