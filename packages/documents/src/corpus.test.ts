import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DocumentRefused, openDocuments } from './index.ts';

const folder = path.join(import.meta.dirname, '../test/corpus');
const files = existsSync(folder) ? readdirSync(folder) : [];

describe.skipIf(files.length === 0)('files that once broke the opener', () => {
  it.each(files)('%s is opened or refused within 5 s', async (name) => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
    const start = performance.now();
    try {
      await openDocuments(bytes, name);
    } catch (error) {
      expect(error).toBeInstanceOf(DocumentRefused);
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
