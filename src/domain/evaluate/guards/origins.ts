// Traits of where images come from, held against their classes: scanners, formats, sizes and windows that differ by class.
import { isGrey } from '../../intake/rendering';
import type { ClassId, Item, ItemId, RenderingKey } from '../../types';
import { association, binned, leastStrength, type Units, unitsOf } from './association';
import type { OriginTrait, TraitGap, Warning } from './warning';

export interface OriginRow {
  readonly id: ItemId;
  readonly item: Pick<Item, 'format' | 'widthPx' | 'heightPx' | 'colour' | 'dicom' | 'renditions'>;
  /** At least one. */
  readonly labels: readonly ClassId[];
  /** The rendering its vector was made of. */
  readonly rendering: RenderingKey;
}

/** Other files have no such thing; that they are other files is told by their format. */
const fromDicom =
  (of: (dicom: NonNullable<Item['dicom']>) => string) =>
  ({ item }: OriginRow): string | null =>
    item.dicom && (of(item.dicom) || 'not named');

/** What is behind the greys, without the crop rule. */
const tone = (key: RenderingKey) => key.split('+')[0]!;

/** null: the row has no such trait, and is left out. */
const traits: Readonly<Record<OriginTrait, (row: OriginRow) => string | number | null>> = {
  format: ({ item }) => item.format,
  side: ({ item }) => (item.widthPx > 0 ? Math.sqrt(item.widthPx * item.heightPx) : null),
  aspect: ({ item }) => (item.widthPx > 0 ? item.widthPx / item.heightPx : null),
  colour: ({ item }) => (item.colour === undefined ? 'unknown' : item.colour ? 'colour' : 'grey'),
  modality: fromDicom(({ modality }) => modality),
  'body-part': fromDicom(({ bodyPart }) => bodyPart),
  photometric: fromDicom(({ photometric }) => photometric),
  'transfer-syntax': fromDicom(({ transferSyntax }) => transferSyntax),
  bits: fromDicom(({ bitsStored }) => `${bitsStored} bits`),
  windowing: ({ rendering }) => tone(rendering),
  // The width decides how steep the greys are; colour pictures have none.
  window: ({ item }) => (isGrey(item) && item.dicom ? (item.dicom.window?.[1] ?? 'none') : null),
};

export const originTraits = Object.keys(traits) as readonly OriginTrait[];

/** The commonest value, the first of equals, and its share. */
export function usualOf(values: readonly string[]): { readonly which: string; readonly share: number } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [which, most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0]);
  return { which, share: values.length === 0 ? 0 : most / values.length };
}

interface Found {
  readonly gap: TraitGap;
  /** Rows that have another value than most. */
  readonly ids: readonly ItemId[];
}

/** The trait of each row; numbers in bins. */
function shownTrait(trait: OriginTrait, rows: readonly OriginRow[]): readonly (string | null)[] {
  const values = rows.map(traits[trait]);
  const bins = binned(values.filter((value) => typeof value === 'number'));
  let at = 0;
  return values.map((value) => (typeof value === 'number' ? bins[at++]! : value));
}

function gapOf(trait: OriginTrait, rows: readonly OriginRow[], units: Units): Found[] {
  const shown = shownTrait(trait, rows);
  const { strength, beyondChance } = association(units, shown);
  if (!beyondChance || strength < leastStrength) return [];
  const having = [...rows.keys()].filter((row) => shown[row] !== null);
  const usual = (members: readonly number[]) => usualOf(members.map((row) => shown[row]!));
  const classes = [...new Set(having.flatMap((row) => rows[row]!.labels))].map((classId) => ({
    classId,
    ...usual(having.filter((row) => rows[row]!.labels.includes(classId))),
  }));
  const { which } = usual(having);
  const ids = having.filter((row) => shown[row] !== which).map((row) => rows[row]!.id);
  return [{ gap: { trait, strength, classes }, ids }];
}

const ofWindows = (trait: OriginTrait) => trait === 'windowing' || trait === 'window';

/**
 * Traits that go with the classes more than chance makes them, group by group (`parts`: see `partsOf`): at most one warning of
 * windows and one of all else. Where audit questions of the rendering section (intake/window-audit.ts) speak from any share on,
 * while a rule is being chosen, this asks for evidence.
 */
export function originWarnings(rows: readonly OriginRow[], parts: Int32Array): readonly Warning[] {
  const units = unitsOf(
    rows.map(({ labels }) => [...labels].sort().join('+')),
    parts,
  );
  const found = originTraits
    .flatMap((trait) => gapOf(trait, rows, units))
    .sort((a, b) => b.gap.strength - a.gap.strength);
  const windows = found.filter(({ gap }) => ofWindows(gap.trait));
  const others = found.filter(({ gap }) => !ofWindows(gap.trait));
  const warnings: Warning[] = [];
  // What reached the pictures comes before what only the headers say.
  const worst = windows.find(({ gap }) => gap.trait === 'windowing') ?? windows[0];
  if (worst) {
    const fileWindows = rows.some(({ rendering }) => tone(rendering) === 'window');
    const inUse = worst.gap.trait === 'windowing' || fileWindows;
    warnings.push({ code: 'window-differs', facts: { gap: worst.gap, inUse }, ids: worst.ids });
  }
  if (others[0]) {
    warnings.push({
      code: 'origin-differs',
      facts: { gaps: others.map(({ gap }) => gap) },
      ids: others[0].ids,
    });
  }
  return warnings;
}
