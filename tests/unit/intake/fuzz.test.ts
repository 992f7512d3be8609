// The short run of `npm run fuzz`: mutants of DICOM objects and of the raster formats are refused with a code of ours, soon,
// or mean what a strict reader says they mean, or carry a note. LIGHTBENCH_FUZZ_RUNS: cases a family.
import { describe, expect, it } from 'vitest';
import { checkSeeds, families, judge } from '../../fuzz/judge';

const runs = Number(process.env.LIGHTBENCH_FUZZ_RUNS ?? 500);

describe.each(families.map((family) => [family.name, family] as const))('mutants: %s', (_name, family) => {
  it('the seeds mean the same to both readers', async () => {
    expect(await checkSeeds(family)).toEqual([]);
  });

  it('are refused by us, or as meant, or noted', async () => {
    const findings: string[] = [];
    for (let number = 0; number < runs; number++) {
      const { finding } = await judge(family, number);
      if (finding) findings.push(`${number}: ${finding}`);
    }
    expect(findings).toEqual([]);
  }, 600_000);
});
