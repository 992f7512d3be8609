// The graphics device the encoder runs on, asked for by us: the runtime waits for ever where none is given to it, and where the
// one it runs on is lost or refuses what is asked of it.
import { AppError } from '../domain/errors';

/** What is used of a `GPUDevice`. */
export interface GpuDevice {
  readonly lost: Promise<{ readonly message: string }>;
  destroy(): void;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

/**
 * Rejects, as `worker-crashed`, once the device is lost or has refused something (a buffer past its limits, no memory): what the
 * runtime computes from then on cannot be trusted, where it answers at all.
 */
export function failureOf(device: GpuDevice): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    const tell = (what: string) => reject(new AppError('worker-crashed', `the graphics device ${what}`));
    void device.lost.then(({ message }) => tell(`was lost: ${message}`));
    device.addEventListener('uncapturederror', ({ error }) => tell(`refused: ${error.message}`));
  });
  // Told to whoever waits for a run; where nobody does, the next run tells it.
  failed.catch(() => undefined);
  return failed;
}

interface Adapter {
  readonly info?: { readonly isFallbackAdapter?: boolean; readonly architecture?: string };
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(wanted: {
    readonly requiredFeatures: readonly string[];
    readonly requiredLimits: Readonly<Record<string, number>>;
  }): Promise<GpuDevice>;
}

async function requestAdapter(): Promise<Adapter | null> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  return (await gpu?.requestAdapter().catch(() => null)) ?? null;
}

/** Whether a GPU adapter is there, and whether it is a real one. */
export async function adapterKind(): Promise<'none' | 'software' | 'real'> {
  const adapter = await requestAdapter();
  if (!adapter) return 'none';
  const { isFallbackAdapter, architecture } = adapter.info ?? {};
  return isFallbackAdapter || architecture === 'swiftshader' ? 'software' : 'real';
}

// What the runtime would ask for by itself: as much as the adapter has.
const limits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxStorageBuffersPerShaderStage',
  'maxBindGroups',
];
const features = ['shader-f16', 'subgroups', 'timestamp-query'];

/** A new device with all that its adapter has of what the runtime can use. Rejects where there is none. */
export async function requestDevice(): Promise<GpuDevice> {
  const adapter = await requestAdapter();
  if (!adapter) throw new Error('no graphics adapter');
  const offered = limits.flatMap((name) => {
    const value = adapter.limits[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return adapter.requestDevice({
    requiredFeatures: features.filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(offered),
  });
}
