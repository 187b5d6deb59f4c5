import { defineConfig } from 'vitest/config';

const DATABASE_TESTS = ['packages/{store,server}/**/*.test.ts'];

/**
 * unit: beside the sources; database: the same for what works with one. system: several packages together, processes, ../shared. browser: a real page.
 * The groups run one after another, so that a test with a time limit never competes with a hundred others.
 */
export default defineConfig({
  test: {
    // Times are shown in local time and messages without colour: no test depends on the machine it runs on.
    env: { TZ: 'Asia/Shanghai', NO_COLOR: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...DATABASE_TESTS],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: DATABASE_TESTS,
          // Every statement that the program sends is looked at.
          setupFiles: ['packages/store/test/watch-statements.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
