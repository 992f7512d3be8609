// The look at a folder beforehand: one verdict a file, figures in the sense of the reference, no exception ever.
import { createHash } from 'node:crypto';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { auditFile } from '../../../src/domain/intake/audit';
import { writeDicom } from '../../../src/domain/sample/dicom-writer';
import { nodeCodecs } from '../../../src/workers/codecs-node';

const codecs = nodeCodecs();
const sidePx = 16;
const rgb = Uint8Array.from({ length: sidePx * sidePx * 3 }, (_, i) => (i * 7) % 251);

/** Figures of `values` computed by other means: Node's hash, plain sums. */
function expected(values: Uint8Array) {
  const floats = Float64Array.from(values);
  return {
    shape: [sidePx, sidePx, 3],
    min: Math.min(...values),
    max: Math.max(...values),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    sha256_float64le: createHash('sha256').update(new Uint8Array(floats.buffer)).digest('hex'),
  };
}

describe('auditFile', () => {
  it('gives a clean PNG no note and its figures', async () => {
    const bytes = encode({ width: sidePx, height: sidePx, channels: 3, depth: 8, data: rgb });
    const audit = await auditFile(bytes, 'a.png', codecs);
    expect(audit).toMatchObject({ verdict: 'in', causes: [], format: 'png', figures: expected(rgb) });
  });

  it('gives a DICOM object the same figures as the picture it holds', async () => {
    const bytes = writeDicom({ widthPx: sidePx, heightPx: sidePx, data: rgb, patientId: 'X', serial: 1 });
    const audit = await auditFile(bytes, 'a.dcm', codecs);
    expect(audit).toMatchObject({ format: 'dicom', figures: expected(rgb) });
  });

  it('notes a lying extension and refuses what is no image, each with its code', async () => {
    const bytes = encode({ width: sidePx, height: sidePx, channels: 3, depth: 8, data: rgb });
    expect(await auditFile(bytes, 'a.jpg', codecs)).toMatchObject({
      verdict: 'noted',
      causes: ['extension-differs'],
    });
    expect(await auditFile(new Uint8Array(), 'a.png', codecs)).toMatchObject({
      verdict: 'refused',
      causes: ['empty-file'],
    });
    const text = new TextEncoder().encode('Dear colleague');
    expect(await auditFile(text, 'a.png', codecs)).toMatchObject({ verdict: 'refused' });
  });
});
