// A project of two classes of grey images, and the rendering decisions that the tests change it to.
import { defaultRendering, type Rendering } from '../../src/domain/intake/rendering';
import { shownRendering } from '../../src/state/selectors';
import { greyDicom } from '../fixtures/builders/greys';
import { fileOf } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { opened } from './opened';

/** Machines under load: the state gets there in the end. */
export const patient = { timeout: 20_000 };

export const narrow: Rendering = { ...defaultRendering, windowing: { by: 'percentile', low: 10, high: 90 } };
export const brain: Rendering = { ...defaultRendering, windowing: { by: 'preset', preset: 'brain' } };
export const byFile: Rendering = { ...defaultRendering, windowing: { by: 'file' } };
export const corner = { keep: null, masks: [{ x: 0, y: 0, width: 0.5, height: 0.5 }] };

export function grey(
  name: string,
  mean: number,
  seed: number,
  window: readonly [number, number] | null = [40, 400],
) {
  return { path: name, file: fileOf(name, greyDicom(mean, seed, window)) };
}
export const greys = (prefix: string, mean: number, count: number, from: number) =>
  Array.from({ length: count }, (_, i) => grey(`${prefix}-${i}.dcm`, mean, from + i));

export const low = () => greys('low', -100, 4, 1);
export const high = () => greys('high', 200, 4, 50);

export async function withGreys(engine = inProcessEngine()) {
  const bench = await opened(engine);
  const [a, b] = [bench.actions.addClass('Low'), bench.actions.addClass('High')];
  await bench.actions.addFiles(low(), { to: 'class', classId: a });
  await bench.actions.addFiles(high(), { to: 'class', classId: b });
  return { ...bench, a, b };
}
export type Bench = Awaited<ReturnType<typeof withGreys>>;

export const shown = ({ store }: Pick<Bench, 'store'>) => {
  const state = store.getState();
  return new Set([...state.items.values()].map((item) => shownRendering(state, item)));
};
