import { defineConfig } from 'vitest/config'

/** Tests that share one machine with a whole platform run one file at a time, after the others. */
const oneAtATime = {
  fileParallelism: false,
  maxWorkers: 1,
  testTimeout: 120_000,
  hookTimeout: 300_000,
}

/** Each of these files has a platform of its own, and mostly waits for it. */
const twoAtATime = { ...oneAtATime, fileParallelism: true, maxWorkers: 2 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services,infra}/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['**/node_modules/**'],
          // Most of them wait for stores and processes, not for the processor.
          maxWorkers: 2,
          // Half of the time would go into importing the same modules for each file.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They wait for stores and processes, which a busy machine makes slow.
          expect: { poll: { timeout: 30_000 } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...oneAtATime,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/e2e-platform.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...twoAtATime,
          name: 'accuracy',
          include: ['test/accuracy/**/*.test.ts'],
          globalSetup: ['test/support/accuracy-platform.ts'],
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...twoAtATime,
          name: 'loop',
          include: ['test/loop/**/*.test.ts'],
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...twoAtATime,
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          testTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...twoAtATime,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/place-dashboard.ts'],
          // What they import takes seconds, which each file would spend anew.
          isolate: false,
          testTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
