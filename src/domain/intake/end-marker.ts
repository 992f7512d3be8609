// The end marker of the JPEG family (FF D9), which tells a complete codestream from one that was cut off.

/** True when a codestream reaches its end marker, padding aside. */
export function hasEndMarker(codestream: Uint8Array): boolean {
  let end = codestream.length;
  while (end > 0 && codestream[end - 1] === 0) end--;
  if (codestream[end - 2] === 0xff && codestream[end - 1] === 0xd9) return true;
  // Writers pad with a repeated FF too.
  while (end > 0 && codestream[end - 1] === 0xff) end--;
  return codestream[end - 2] === 0xff && codestream[end - 1] === 0xd9;
}
