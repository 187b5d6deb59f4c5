import { defineConfig } from 'vitest/config';

/** The tests that a mutant of the rules has to pass: named by scripts/mutation.ts, without those that need ../shared. */
export default defineConfig({
  test: {
    env: { TZ: 'Asia/Shanghai', NO_COLOR: '1' },
    include: (process.env.JIZHUN_MUTATION_TESTS ?? '').split(','),
    testTimeout: 30_000,
  },
});
