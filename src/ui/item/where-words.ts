// Sentences about a heat map: what it shows, on which scale, from which picture.
import { agreementFloor, type Where } from '../../state/where';
import { ratio } from '../format';

/** 0.0712 -> "+0.071", -0.05 -> "−0.050". */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

/** What bright and dark mean. */
export function captionOf({ method }: Pick<Where, 'method'>, target: string): string {
  const bright =
    method === 'patches'
      ? `Bright: the parts of this image most like ${target}. Dark: least like it.`
      : `Bright: covering this part takes most of the likeness to ${target} away. Dark: least.`;
  return `${bright} Similarity of the encoder, not a finding.`;
}

/** The numbers behind the colours. */
export function scaleSentence({ method, grid, scale, similarity }: Where): string {
  const parts = `${grid.rows} × ${grid.columns} parts`;
  const range = `from ${signed(scale.low)} to ${signed(scale.high)} around their mean of ${scale.mean.toFixed(3)}`;
  const of = method === 'patches' ? parts : `${parts}, drop of each when covered`;
  const flat = scale.flat ? ' The parts hardly differ: nothing stands out.' : '';
  return `${of}: ${range}. The whole image: ${ratio(similarity)}.${flat}`;
}

/** What the picture was made from, where that matters; null when it was read from the file and agrees. */
export function sourceSentence({
  madeFrom,
  agreement,
}: Pick<Where, 'madeFrom' | 'agreement'>): string | null {
  if (agreement !== null && agreement >= agreementFloor) return null;
  const { source, slice } = madeFrom;
  const from = source === 'preview' ? 'the stored preview' : 'the file';
  const what = slice ? `${from} of the middle slice` : from;
  if (agreement === null)
    return `Computed from ${what}. No embedding of this image is stored to compare with.`;
  const stored = slice ? 'the mean of all slices' : 'the image as it came in';
  return `Computed from ${what}: its embedding and that of ${stored} have a cosine similarity of ${ratio(agreement)}.`;
}
