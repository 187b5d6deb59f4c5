import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DocumentRefused, openDocuments } from '@jizhun/documents';
import { disclosureSchema, reportSchema } from '@jizhun/model/schema';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../packages/documents/test/corpus');
const SLOWEST_MS = 5_000;

describe('files that the long fuzz found', () => {
  it.each(readdirSync(folder))('%s is read and checked, or refused, within 5 s', async (name) => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
    const start = performance.now();
    let files: Awaited<ReturnType<typeof openDocuments>> = [];
    try {
      files = await openDocuments(bytes, name);
    } catch (error) {
      expect(error).toBeInstanceOf(DocumentRefused);
    }
    const disclosures = files.flatMap((file) => ('document' in file ? [readDisclosure(file.document)] : []));
    const report = checkDisclosures(disclosures);
    expect(performance.now() - start).toBeLessThan(SLOWEST_MS);
    for (const disclosure of disclosures) expect(disclosureSchema.safeParse(disclosure).error).toBeUndefined();
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });
});
