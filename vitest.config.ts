// Unit, contract and state tests: pure TypeScript in Node.
import { defineConfig } from 'vitest/config';

const common = { setupFiles: ['tests/setup.ts'], testTimeout: 60_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    projects: [
      // The domain keeps no state of its own: its files share a process, which spares reading the modules for each of them.
      { test: { ...common, name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], isolate: false } },
      { test: { ...common, name: 'state', include: ['tests/{contract,state}/**/*.test.{ts,tsx}'] } },
    ],
  },
});
