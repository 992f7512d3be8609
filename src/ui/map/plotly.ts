// The one importer of plotly.js: its core (SVG scatter) and the WebGL scatter whose shaders are compiled beforehand, so
// that the policy needs no 'unsafe-eval'. Loaded by a dynamic import when the first map is drawn.
import core from 'plotly.js/lib/core';
import scattergl from 'plotly.js/src/traces/scattergl/strict';

core.register([scattergl]);

export const Plotly = core;
