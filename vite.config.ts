// Build and servers. The same headers stand on every file in dev, preview and `npm start`.
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { defineConfig } from 'vite';
import { securityHeaders } from './headers.ts';
import { plotlyUnderPolicy } from './plotly-under-policy.ts';
import { offlinePlugin } from './src/sw/plugin.ts';
import { withoutWorker } from './src/sw/without-worker.ts';

const empty = (name: string) => fileURLToPath(new URL(`./src/ui/map/${name}`, import.meta.url));

// A test plants this fault to see its guard fail: the servers then send no policy at all, nor a service worker to mend that.
const planted = process.env.LIGHTBENCH_PLANT === 'no-policy';
const headers = planted ? {} : { ...securityHeaders };

export default defineConfig({
  base: './',
  // No plugin for React: its refresh preamble is an inline script, which the policy forbids in dev, too.
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    plotlyUnderPolicy(),
    offlinePlugin(),
    ...(planted ? [withoutWorker()] : []),
  ],
  define: { global: 'globalThis' },
  resolve: {
    alias: [
      { find: 'maplibre-gl/dist/maplibre-gl.css', replacement: empty('empty.js') },
      { find: /^.*\/build\/plotcss(\.js)?$/, replacement: empty('empty.js') },
    ],
  },
  worker: { format: 'es', plugins: () => [] },
  build: { target: 'es2023', chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
  optimizeDeps: {
    // Libraries bundled beforehand pass none of the plugins above.
    rolldownOptions: { plugins: [plotlyUnderPolicy()] },
    exclude: ['onnxruntime-web'],
    include: [
      '@cornerstonejs/codec-charls/decodewasmjs',
      '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
      '@cornerstonejs/codec-openjpeg/decodewasmjs',
      '@cornerstonejs/codec-openjph/wasmjs',
      '@cornerstonejs/jpeg-lossless-decoder-js',
      '@huggingface/tokenizers',
      'papaparse',
      'react',
      'react-dom/client',
      'react-aria-components',
      'zustand',
      'workerpool',
      'umap-js',
      'dicom-parser',
      'fast-png',
      'fflate',
      'idb',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
    ],
  },
  server: { port: 5173, strictPort: true, host: '127.0.0.1', headers },
  preview: { port: 4173, strictPort: true, host: '127.0.0.1', headers },
});
