// Unit, contract and state tests: pure TypeScript in Node.
import { defineConfig } from 'vitest/config';

// Files share a process, which spares reading the modules for each of them: what keeps a state of its own makes it anew for each test.
const common = {
  setupFiles: ['tests/setup.ts'],
  testTimeout: 60_000,
  pool: 'forks' as const,
  isolate: false,
};

export default defineConfig({
  test: {
    // All processors: nothing else runs beside them, and of two the default would take one.
    maxWorkers: '100%',
    projects: [
      { test: { ...common, name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      { test: { ...common, name: 'state', include: ['tests/{contract,state}/**/*.test.{ts,tsx}'] } },
    ],
  },
});
