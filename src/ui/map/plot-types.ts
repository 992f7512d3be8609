// The little of plotly.js this page uses, as types (the package has none).
import type { ItemId } from '../../domain/types';

export interface Marker {
  readonly color: string;
  readonly symbol: string;
  readonly size: number;
  readonly opacity?: number;
  readonly line?: { readonly width: number; readonly color?: string };
}

export interface Trace {
  readonly type: 'scattergl' | 'scatter';
  readonly mode: 'markers';
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Item ids; what hover, click and lasso give back. */
  readonly customdata: readonly ItemId[];
  readonly marker: Marker;
  /** `none`: events but no label; `skip`: neither. */
  readonly hoverinfo: 'none' | 'skip';
  readonly showlegend: boolean;
}

export interface Axis {
  readonly visible: false;
  range: [number, number];
}

export interface Layout {
  readonly [name: string]: unknown;
  readonly dragmode: string;
  readonly xaxis: Axis;
  readonly yaxis: Axis;
}

export interface PlotPoint {
  readonly customdata?: ItemId;
}

export interface PlotEvent {
  /** Absent from events about the layout. */
  readonly points?: readonly PlotPoint[];
  /** Outlines drawn by hand; only in events about a selection. */
  readonly selections?: readonly unknown[];
}

/** The element plotly.js draws in: an event source that carries its data and layout. */
export interface PlotElement extends HTMLDivElement {
  data?: readonly Trace[];
  layout?: Layout;
  on?(name: string, listener: (event: PlotEvent | undefined) => void): void;
}

export interface PlotlyApi {
  register(modules: readonly unknown[]): void;
  react(element: HTMLElement, data: readonly Trace[], layout: Layout, config: object): Promise<PlotElement>;
  relayout(element: HTMLElement, change: object): Promise<PlotElement>;
  purge(element: HTMLElement): void;
  toImage(figure: object, options: object): Promise<string>;
}
