import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generator, mutants } from '../../test/mutants.ts';
import { DocumentRefused, openDocument } from '../index.ts';

/** Seconds; a long run is asked for from outside. */
const SECONDS = Number(process.env.JIZHUN_FUZZ_SECONDS ?? 2);
const SLOWEST_MS = 5_000;

/** Rejections that nobody handles: the runner's own listeners would fail the test for those of pdf.js too. */
const unhandled: unknown[] = [];
const collect = (reason: unknown): void => {
  unhandled.push(reason);
};

describe('pdf files that went through a fuzzer', () => {
  const listeners = process.listeners('unhandledRejection');
  beforeAll(() => {
    for (const listener of listeners) process.off('unhandledRejection', listener);
    process.on('unhandledRejection', collect);
  });
  afterAll(() => {
    process.off('unhandledRejection', collect);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  });

  it(
    'are opened or refused, soon',
    async () => {
      const end = performance.now() + SECONDS * 1000;
      const first = Number(process.env.JIZHUN_FUZZ_SEED ?? 1);
      let opened = 0;
      let seed = first;
      for (; performance.now() < end; seed++) {
        const bytes = mutants['a.pdf'](generator(seed));
        const start = performance.now();
        try {
          await openDocument(bytes, 'a.pdf');
          opened++;
        } catch (error) {
          expect(error, `seed ${seed}`).toBeInstanceOf(DocumentRefused);
        }
        expect(performance.now() - start, `seed ${seed}`).toBeLessThan(SLOWEST_MS);
      }
      expect(opened).toBeGreaterThan(0);
      for (const reason of unhandled) expect((reason as Error).name).toMatch(/Exception$|^FormatError$|^JpxError$/);
      console.info(`pdf: ${seed - first} files, ${opened} opened`);
    },
    SECONDS * 1000 + 30_000,
  );
});
