// WebGL where the browser has it, else SVG. A lost context is drawn anew once; lost again, SVG takes over.
import { type RefObject, useEffect, useState } from 'react';
import type { PlotElement, Trace } from './plot-types';

function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

export interface RendererState {
  readonly type: Trace['type'];
  /** Changes when the element must be emptied and drawn anew. */
  readonly round: number;
}

export function useRenderer(element: RefObject<PlotElement | null>): RendererState {
  const [state, setState] = useState<RendererState>(() => ({
    type: hasWebgl() ? 'scattergl' : 'scatter',
    round: 0,
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round has a new element
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const lost = () =>
      setState(({ round }) => ({ type: round === 0 ? 'scattergl' : 'scatter', round: round + 1 }));
    target.addEventListener('webglcontextlost', lost, true);
    return () => target.removeEventListener('webglcontextlost', lost, true);
  }, [element, state.round]);
  return state;
}
