// How Chromium is started for every test, and for the soak.

export const browserArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A GPU drawn by the processor: WebGPU and WebGL can be tested on a machine without one.
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  // A measurement of memory does not wait for the browser's own time to tidy up.
  '--enable-blink-features=ForceEagerMeasureMemory',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
