// Which browser features the workbench cannot do without. WebGPU is not among them: it is only faster.

/** Smallest module with a SIMD instruction (i8x16.popcnt of a v128 made by i8x16.splat). */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/** The browser's own names for what is asked, so that a test can take one away. */
export interface Platform {
  readonly WebAssembly?: { validate(bytes: Uint8Array<ArrayBuffer>): boolean } | undefined;
  readonly OffscreenCanvas?: unknown;
  readonly Worker?: unknown;
  readonly indexedDB?: unknown;
}

/** Features that are missing, in plain words; empty when the browser is supported. */
export function missingFeatures(platform: Platform = globalThis): readonly string[] {
  const missing: string[] = [];
  if (!platform.WebAssembly?.validate(simdProbe)) missing.push('WebAssembly SIMD');
  if (platform.OffscreenCanvas === undefined) missing.push('OffscreenCanvas');
  if (platform.Worker === undefined || !hasModuleWorkers(platform)) missing.push('module workers');
  if (platform.indexedDB === undefined) missing.push('IndexedDB');
  return missing;
}

/** A browser that knows module workers reads `type` from the options; none is started: the URL is refused first. */
function hasModuleWorkers(platform: Platform): boolean {
  let read = false;
  const options = {
    get type(): 'module' {
      read = true;
      return 'module';
    },
  };
  try {
    const WorkerClass = platform.Worker as new (url: string, options: WorkerOptions) => Worker;
    new WorkerClass('http://[', options).terminate();
  } catch {
    // An address that cannot be parsed: the constructor has thrown after (Chromium, Firefox) reading its options.
  }
  return read;
}
