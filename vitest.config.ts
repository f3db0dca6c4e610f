import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'graphs/**/*.test.ts', 'evals/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What a test waits for comes in time on a machine that does other work, too.
    expect: { poll: { timeout: 12_000 } },
    pool: 'threads',
    // Left to itself it takes one on two cores, where most of a test is waiting for a server.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
