// Types for the two parts of plotly.js that map/plotly.ts imports; the package has none.

declare module 'plotly.js/lib/core' {
  const Plotly: import('./plot-types').PlotlyApi;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default Plotly;
}

declare module 'plotly.js/src/traces/scattergl/strict' {
  const scattergl: unknown;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default scattergl;
}
