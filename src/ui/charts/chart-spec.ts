// What a chart shows, as plain data, and the shapes it comes to. Types only.

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** An interval of y at one x. */
export interface ChartSpan {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** `first` is muted, `second` the accent: the line the chart is about. */
export type Tone = 'first' | 'second';

export interface ChartLine {
  readonly name: string;
  readonly tone: Tone;
  /** Ascending in x. */
  readonly points: readonly ChartPoint[];
  /**
   * `steps`: each point's y holds from the point before it, as in a precision-recall curve. `dots`: the points alone. `dashed`:
   * a projection, not measured.
   */
  readonly form?: 'line' | 'steps' | 'dots' | 'dashed';
  /** Drawn as a band behind a line, as whiskers with dots. */
  readonly spans?: readonly ChartSpan[];
}

export interface ChartSpec {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xRange: readonly [low: number, high: number];
  readonly yRange: readonly [low: number, high: number];
  readonly lines: readonly ChartLine[];
  /** What no knowledge at all would give, thin and dotted, with its name. */
  readonly reference?: { readonly name: string; readonly points: readonly ChartPoint[] };
  /** Single marked places with their names, such as operating points. */
  readonly marks?: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  /** As wide as high: both axes are shares. */
  readonly square?: true;
}

/** What a shape is for; its look is decided once for the page (CSS) and once for a file (paint.ts). */
export type Role =
  | 'axis'
  | 'tick'
  | 'reference'
  | 'band'
  | 'whisker'
  | 'line'
  | 'dashed'
  | 'dot'
  | 'mark-dot'
  | 'line-name';

export type Shape =
  | { readonly kind: 'path'; readonly role: Role; readonly tone: Tone; readonly d: string }
  | {
      readonly kind: 'dot';
      readonly role: Role;
      readonly tone: Tone;
      readonly x: number;
      readonly y: number;
      readonly radius: number;
    }
  | {
      readonly kind: 'text';
      readonly role: Role;
      readonly tone: Tone;
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
    };

export interface Drawing {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly shapes: readonly Shape[];
}
