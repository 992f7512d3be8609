// The map as a PNG with legend and the sentence every picture that leaves must carry.
import type { ThemeName } from '../palette';
import type { PlotElement } from './plot-types';

const paper = {
  light: { back: '#ffffff', ink: '#1a1f24' },
  dark: { back: '#14181c', ink: '#e6eaee' },
} as const;

export async function exportPicture(plot: PlotElement, theme: ThemeName): Promise<void> {
  const { Plotly } = await import('./plotly');
  const { back, ink } = paper[theme];
  const [width, height] = [plot.clientWidth, plot.clientHeight];
  const note = {
    text: 'Near means alike; distances between far groups mean little. Research use only. Not a medical device.',
    showarrow: false,
    xref: 'paper',
    yref: 'paper',
    x: 0,
    y: 0,
    xanchor: 'left',
    yanchor: 'top',
    yshift: -4,
    font: { size: 11, color: ink },
  };
  const layout = {
    ...plot.layout,
    paper_bgcolor: back,
    plot_bgcolor: back,
    showlegend: true,
    legend: { orientation: 'h', y: 1, yanchor: 'bottom', font: { size: 12, color: ink } },
    margin: { l: 8, r: 8, t: 40, b: 28 },
    annotations: [note],
  };
  const image = await Plotly.toImage(
    { data: plot.data ?? [], layout },
    { format: 'png', width, height: height + 68, scale: 2 },
  );
  const link = document.createElement('a');
  link.href = image;
  link.download = 'lightbench-map.png';
  document.body.append(link);
  link.click();
  link.remove();
}
