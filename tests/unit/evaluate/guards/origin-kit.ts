// Generated sets for the guards: patients of several images, from machines that do or do not go with their class.
import type { OriginRow } from '../../../../src/domain/evaluate/guards/origins';
import { partsOf } from '../../../../src/domain/predict/row-groups';
import { makeRandom } from '../../../../src/domain/random';
import type { DicomFacts } from '../../../../src/domain/types';

export interface SetPlan {
  readonly seed: number;
  /** Patients of each class. */
  readonly patients: readonly number[];
  /** Share of the first class's patients that come from the first machine, and of the others'. */
  readonly fromFirst: readonly [number, number];
  /** What the machine decides; the rest is drawn for each patient on its own. */
  readonly planted: 'nothing' | 'machine' | 'window' | 'format' | 'side';
}

const dicom = (over: Partial<DicomFacts>): DicomFacts => ({
  modality: 'CT',
  bodyPart: 'CHEST',
  photometric: 'MONOCHROME2',
  transferSyntax: '1.2.840.10008.1.2.1',
  bitsStored: 12,
  window: [40, 400],
  ...over,
});

/**
 * 1 to 8 images a patient; a patient's images come from one machine. What is not planted varies too, from patient to patient or
 * from image to image, so that all traits can raise a false alarm.
 */
export function generatedSet({ seed, patients, fromFirst, planted }: SetPlan) {
  const random = makeRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  const rows: OriginRow[] = [];
  const groups: string[] = [];
  for (const [c, count] of patients.entries()) {
    for (let p = 0; p < count; p++) {
      const first = random.uniform() < fromFirst[c === 0 ? 0 : 1];
      const by = <T>(kind: SetPlan['planted'], one: T, other: T): T =>
        planted === kind ? (first ? one : other) : pick([one, other]);
      const window = by('window', [40, 400], [-600, 1500]) as [number, number];
      const facts = dicom({
        modality: pick(['CT', 'CT', 'MR']),
        transferSyntax: by('machine', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.90'),
        bitsStored: by('machine', 12, 16),
        window,
      });
      const format = by('format', 'dicom' as const, 'png' as const);
      const scale = by('side', 1, 1.5);
      for (let i = 1 + random.integer(8); i > 0; i--) {
        const side = Math.round(scale * (400 + 40 * random.normal()));
        rows.push({
          id: `i${rows.length}`,
          labels: [`class ${c}`],
          rendering: format === 'dicom' ? 'window' : 'plain',
          item: {
            format,
            widthPx: side,
            heightPx: Math.round(side * pick([1, 0.75])),
            colour: random.uniform() < 0.1,
            renditions: format === 'dicom' ? ['percentile', 'window'] : ['plain'],
            dicom: format === 'dicom' ? facts : null,
          },
        });
        groups.push(`p${c}-${p}`);
      }
    }
  }
  return { rows, groups, parts: partsOf(groups) };
}
