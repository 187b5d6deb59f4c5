import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { generator, type MutantName, mutants, wordFile, workbook } from '../test/mutants.ts';
import { zip } from '../test/office.ts';
import { DocumentRefused, openDocument, openDocuments } from './index.ts';

/** Seconds for each format; a long run is asked for from outside. */
const SECONDS = Number(process.env.JIZHUN_FUZZ_SECONDS ?? 2);
const SLOWEST_MS = 5_000;

describe('any damage is refused or read, never anything else', () => {
  const names = (Object.keys(mutants) as MutantName[]).filter((name) => name !== 'a.pdf');

  it('starts from files that are read', async () => {
    expect((await openDocument(zip(wordFile()), 'a.docx')).blocks).toHaveLength(4);
    expect((await openDocument(zip(workbook()), 'a.xlsx')).blocks).toHaveLength(1);
    expect(Object.keys(unzipSync(zip(workbook())))).toContain('xl/workbook.xml');
  });

  it.each(names)('%s', async (name) => {
    const first = Date.now() % 1_000_000;
    const end = performance.now() + SECONDS * 1000;
    let opened = 0;
    let count = 0;
    while (performance.now() < end) {
      const seed = first + count++;
      const bytes = mutants[name](generator(seed));
      const start = performance.now();
      try {
        const documents = name.endsWith('.zip')
          ? (await openDocuments(bytes, name)).flatMap((file) => ('document' in file ? [file.document] : []))
          : [await openDocument(bytes, name)];
        for (const block of documents.flatMap(({ blocks }) => blocks))
          if (block.kind === 'grid')
            for (const cell of block.cells)
              if (cell.row + cell.rowSpan > block.rowCount || cell.column + cell.columnSpan > block.columnCount)
                throw new Error(`a cell reaches out of its grid: ${JSON.stringify(cell)}`);
        opened += documents.length;
      } catch (error) {
        if (!(error instanceof DocumentRefused)) throw new Error(`seed ${seed}`, { cause: error });
      }
      expect(performance.now() - start, `seed ${seed}`).toBeLessThan(SLOWEST_MS);
    }
    // Damage that is always refused would test nothing but the guard.
    expect(opened).toBeGreaterThan(0);
  });
});
