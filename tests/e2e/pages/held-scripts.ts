// What held the page's main thread, script by script, as the browser itself reports it; plotly's own draws are told apart.
import type { Page } from '@playwright/test';

export interface Script {
  readonly from: number;
  readonly ms: number;
  readonly source: string;
  readonly invoker: string;
}

/** Records every script that held the main thread, with the file it came from. */
export async function watchScripts(page: Page) {
  await page.addInitScript(() => {
    const scripts: { from: number; ms: number; source: string; invoker: string }[] = [];
    Object.assign(window, { heldBy: scripts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        scripts: { startTime: number; duration: number; sourceURL: string; invoker: string }[];
      }[]) {
        for (const { startTime, duration, sourceURL, invoker } of entry.scripts) {
          const source = sourceURL.split('/').at(-1) ?? '';
          scripts.push({ from: startTime, ms: duration, source, invoker });
        }
      }
    }).observe({ type: 'long-animation-frame', buffered: true });
    const drawn: { from: number; to: number }[] = [];
    Object.assign(window, { drawn });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntriesByName('plotly')) {
        drawn.push({ from: startTime, to: startTime + duration });
      }
    }).observe({ type: 'measure' });
  });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds of a script that plotly's own draws took. */
function plotlyWithin({ from, ms }: Script, drawn: readonly Span[]): number {
  const overlaps = drawn.map((span) => Math.min(span.to, from + ms) - Math.max(span.from, from));
  return overlaps.reduce((sum, overlap) => sum + Math.max(0, overlap), 0);
}

/** Scripts of ours that held the main thread for long, longest first, less what plotly drew in them; and its longest draw. */
export async function heldScripts(
  page: Page,
): Promise<{ readonly own: readonly Script[]; readonly plotlyMs: number }> {
  const { scripts, drawn } = await page.evaluate(() => {
    const { heldBy, drawn } = window as unknown as { heldBy: Script[]; drawn: Span[] };
    return { scripts: heldBy, drawn };
  });
  const own = scripts
    .filter(({ source }) => !source.startsWith('plotly'))
    .map((script) => ({ ...script, ms: script.ms - plotlyWithin(script, drawn) }))
    .sort((a, b) => b.ms - a.ms);
  return { own, plotlyMs: Math.max(0, ...drawn.map(({ from, to }) => to - from)) };
}
