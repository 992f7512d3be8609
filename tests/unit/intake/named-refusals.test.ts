// Rows R17 (icons) and R21 (volumes that are not read): refused by the name of the format, with the way out (make_named.py).
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/ui/messages';
import { fixtureCases, fromBase64, refusalOf } from './fixtures';

const { named } = fixtureCases<{
  named: { readonly row: string; readonly name: string; readonly base64: string }[];
}>('named.jsonl');

async function said(name: string) {
  const { base64 } = named.find((file) => file.name === name)!;
  const error = await refusalOf(fromBase64(base64), name);
  return { code: error.code, ...explain(error) };
}
const unsupported = (format: string) => `The format (${format}) is not supported.`;

describe('R17', () => {
  it.each(['icon.ico', 'icon.png'])('%s: an icon, by content, with the way out', async (name) => {
    const { code, sentence, advice } = await said(name);
    expect(code).toBe('unsupported-format');
    expect(sentence).toBe(unsupported('icon (ICO)'));
    expect(advice).toMatch(/^Export it as PNG/);
  });
});

describe('R21', () => {
  it.each([
    ['scan.mat', 'MATLAB arrays', /imwrite.*niftiwrite/],
    ['scan-v73.mat', 'MATLAB arrays', /imwrite.*niftiwrite/],
    ['scan.mha', 'MetaImage volume', /NIfTI.*slices as PNG/],
    ['scan-comment.mha', 'MetaImage volume', /NIfTI.*slices as PNG/],
    ['scan-bare.mha', 'MetaImage volume', /NIfTI.*slices as PNG/],
    ['scan.mhd', 'MetaImage volume', /NIfTI.*slices as PNG/],
    ['scan.nrrd', 'NRRD volume', /NIfTI.*slices as PNG/],
    ['scan.npy', 'NumPy array', /NIfTI.*slices as PNG/],
  ])('%s is refused as %s, with the way out', async (name, format, way) => {
    const { code, sentence, advice } = await said(name);
    expect(code).toBe('unsupported-format');
    expect(sentence).toBe(unsupported(format));
    expect(advice).toMatch(way);
  });

  it('MATLAB 4 files bear no name: refused as unknown, and never read as something else', async () => {
    expect(await said('scan-v4.mat')).toMatchObject({ code: 'unknown-format' });
  });

  it('a text that only mentions such a field is a text', async () => {
    const text = new TextEncoder().encode('ObjectType is a field of MetaImage headers\n');
    expect((await refusalOf(text)).detail).toEqual({ format: 'text' });
  });
});
