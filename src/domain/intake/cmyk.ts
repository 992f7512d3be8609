// Print colours to RGB by the plain formula. Without the profile of the ink there is no exact answer; the note says so.

/**
 * R = (255 - C) * (255 - K) / 255, rounded, and so on.
 * @param inks cyan, magenta, yellow, black interleaved, 0 = no ink.
 */
export function cmykToRgb(inks: Uint8Array): Uint8Array {
  const out = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; to < out.length; from += 4, to += 3) {
    const light = 255 - inks[from + 3]!;
    for (let c = 0; c < 3; c++) out[to + c] = Math.floor(((255 - inks[from + c]!) * light) / 255 + 0.5);
  }
  return out;
}
