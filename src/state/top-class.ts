// Which class an adapter's probabilities name.
import type { ClassId } from '../domain/types';
import type { Prediction } from './app-state';

/** The most probable class (the first of equals) and its probability, 0..1; null without an adapter. */
export function topClass(
  adapter: Prediction['adapter'],
): { readonly classId: ClassId; readonly probability: number } | null {
  if (!adapter) return null;
  const probability = Math.max(...adapter.probabilities);
  const classId = adapter.classes[adapter.probabilities.indexOf(probability)];
  return classId === undefined ? null : { classId, probability };
}
