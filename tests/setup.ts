// One fixed seed for all property tests, so that a run says the same as the last; LIGHTBENCH_SEED looks elsewhere.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.LIGHTBENCH_SEED ?? 20261124) });
