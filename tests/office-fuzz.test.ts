import { DocumentRefused, openDocument } from '@jizhun/documents';
import { generator, type MutantName, mutants } from '@jizhun/documents/mutants';
import type { Disclosure, Edit, Finding } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { annotate, applyFixes } from '@jizhun/writer';
import { expect, it } from 'vitest';

/** Seconds for each format; a long run is asked for from outside. */
const SECONDS = Number(process.env.JIZHUN_FUZZ_SECONDS ?? 2);

async function read(bytes: Uint8Array, name: string): Promise<Disclosure | undefined> {
  try {
    return readDisclosure(await openDocument(bytes, name));
  } catch (error) {
    if (error instanceof DocumentRefused) return undefined;
    throw error;
  }
}

function editsOf(disclosure: Disclosure, pick: (below: number) => number): Edit[] {
  const edits: Edit[] = [];
  const visit = (path: string, value: unknown): void => {
    if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value))
        visit(`${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, inner);
    } else if (pick(8) === 0) {
      const to = typeof value === 'number' ? value + 1 : value === null ? '增' : `${value}改<&`;
      edits.push({ path, from: value, to });
    }
  };
  visit('/goalSheets', disclosure.goalSheets);
  visit('/budgetTables', disclosure.budgetTables);
  visit('/statements', disclosure.statements);
  const [first] = disclosure.goalSheets[0]?.indicators ?? [];
  if (first) {
    edits.push({ path: '/goalSheets/0/indicators/1', from: undefined, to: { ...first, level3: '新' } });
    edits.push({ path: '/goalSheets/0/indicators/0', from: first, to: undefined });
  }
  return edits.slice(-12);
}

/** Damaged files that can still be read are written into, or are left alone with a reason: never anything else. */
it.each((Object.keys(mutants) as MutantName[]).filter((name) => /\.(docx|xlsx)$/.test(name)))('%s', async (name) => {
  const first = Date.now() % 1_000_000;
  const end = performance.now() + SECONDS * 1000;
  let written = 0;
  for (let count = 0; performance.now() < end; count++) {
    const seed = first + count;
    const bytes = mutants[name](generator(seed));
    const disclosure = await read(bytes, name);
    if (!disclosure) continue;
    try {
      const fixes = editsOf(disclosure, generator(seed)).map((edit) => ({ edits: [edit] }));
      const fixed = await applyFixes(bytes, name, disclosure, fixes, read);
      written += fixed.applied.length;
      const findings = Object.values(disclosure.provenance)
        .slice(0, 5)
        .map((origins): Finding => ({ rule: 'a', severity: 'info', message: '文', subject: {}, paths: [], origins }));
      const annotated = await annotate(bytes, name, { findings }, { titleOf: (rule) => rule });
      if (annotated.ok) {
        const again = await read(annotated.bytes, name);
        expect([again?.goalSheets, again?.budgetTables]).toEqual([disclosure.goalSheets, disclosure.budgetTables]);
      }
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  expect(written).toBeGreaterThan(0);
});
