// WebGL where the browser has it, else SVG. A lost context is drawn anew once; lost again, SVG takes over.
import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { PlotElement, Trace } from './plot-types';

function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

export interface RendererState {
  readonly type: Trace['type'];
  /** Changes when the element must be thrown away and drawn anew. */
  readonly round: number;
  readonly onLost: () => void;
}

export function useRenderer(): RendererState {
  const [state, setState] = useState<Omit<RendererState, 'onLost'>>(() => ({
    type: hasWebgl() ? 'scattergl' : 'scatter',
    round: 0,
  }));
  const onLost = useCallback(
    () => setState(({ round }) => ({ type: round === 0 ? 'scattergl' : 'scatter', round: round + 1 })),
    [],
  );
  return { ...state, onLost };
}

/** Tells when a WebGL context inside the element is lost; the event does not bubble, but it can be captured. */
export function useContextLoss(element: RefObject<PlotElement | null>, onLost: () => void): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const lost = () => {
      if (target.isConnected) onLost();
    };
    target.addEventListener('webglcontextlost', lost, { capture: true, once: true });
    return () => target.removeEventListener('webglcontextlost', lost, { capture: true });
  }, [element, onLost]);
}
