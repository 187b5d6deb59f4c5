import { expect, test } from 'vitest';
import { annotateApart, fixApart } from './rewriting.ts';

const bytes = new TextEncoder().encode('甲\t乙');
const disclosure = {
  schema: 'jizhun/disclosure@1' as const,
  source: { name: 'a.txt', sha256: '0', mediaType: 'text/plain' },
  goalSheets: [],
  budgetTables: [],
  statements: [],
  paragraphs: [],
  unread: [],
  provenance: {},
};

test('what the thread answers comes back: for a text, that it is not written', async () => {
  const fixes = [{ edits: [{ path: '/title', from: undefined, to: '乙' }] }];
  const fixed = await fixApart({ bytes, name: 'a.txt', disclosure, fixes }, () => Promise.resolve(undefined));
  expect(fixed.notApplied[0]?.why).toContain('文本文件不能改写');
  const document = { findings: [] };
  const at = '2026-03-31T08:00:00.000Z';
  expect((await annotateApart({ bytes, name: 'a.txt', document, at, titles: {} })).ok).toBe(false);
});

test('an error in the thread is one here', async () => {
  const broken = new TextEncoder().encode('PK\x03\x04 and nothing more');
  const wish = { bytes: broken, name: 'a.docx', document: { findings: [] }, at: '', titles: {} };
  await expect(annotateApart(wish)).rejects.toThrow(/a\.docx/);
});
