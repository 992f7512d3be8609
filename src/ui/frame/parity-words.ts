// The self-test's figures as people read them.
import type { EncoderStatus } from '../../workers/engine';
import { count } from '../format';

type Parity = EncoderStatus['parity'];

const number = (value: number, written: string) => (Number.isFinite(value) ? written : 'not a number');

/** "8 images: lowest cosine 1.000000, largest difference 2.1e-7". */
export function parityFigures({ cases, lowestCosine, largestDifference }: Parity): string {
  const cosine = number(lowestCosine, lowestCosine.toFixed(6));
  const difference = number(
    largestDifference,
    largestDifference === 0 ? '0' : largestDifference.toExponential(1),
  );
  return `${count(cases, 'image')}: lowest cosine ${cosine}, largest difference ${difference}`;
}

/** What the chip says of the back end in use, which has passed: else it would not be in use. */
export function paritySentence(parity: Parity): string {
  return `passed on ${parityFigures(parity)}`;
}
