// Stands in for the style text plotly.js would inject; the policy forbids that, its rules come from plotly.css.
export {};
