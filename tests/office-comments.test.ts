import { readFileSync } from 'node:fs';
import { openDocument } from '@jizhun/documents';
import { openPackage } from '@jizhun/documents/office';
import type { Disclosure, Finding, Report } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { annotate } from '@jizhun/writer';
import { describe, expect, it } from 'vitest';
import { sharedIsThere } from './real/files.ts';
import { officeFiles } from './real/office.ts';

/** Findings as comments in the file itself: all of them are there, what was there stays, and the file reads as it did. */

if (!sharedIsThere) console.log('../shared is absent: no comments are put into real documents.');

const titleOf = (rule: string): string => `规则“${rule}”`;

async function read(bytes: Uint8Array, name: string): Promise<Disclosure> {
  const { provenance, ...rest } = readDisclosure(await openDocument(bytes, name));
  return { ...rest, source: { ...rest.source, sha256: '' }, provenance };
}

/** A finding at a place that every file has, so that a file without mistakes has something to be told, too. */
function withOne(report: Report['documents'][number], disclosure: Disclosure): Finding[] {
  const [path = '', origins = []] = Object.entries(disclosure.provenance)[0] ?? [];
  const made: Finding = {
    rule: 'made-up',
    severity: 'error',
    message: '此处 <示例> & “问题”。',
    subject: {},
    paths: [path],
    origins,
  };
  return [made, ...report.findings, { ...made, message: '没有位置的问题。', origins: [] }];
}

async function comments(bytes: Uint8Array, name: string): Promise<string[]> {
  const opened = await openPackage(bytes, name);
  const found: string[] = [];
  for (const part of opened?.names ?? [])
    if (/comments\d*\.xml$/.test(part)) {
      const text = new TextDecoder().decode(await opened?.bytes(part));
      const words = text.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
      found.push(
        words
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&amp;/g, '&'),
      );
    }
  return found;
}

describe.each(officeFiles())('$name', ({ name, path }) => {
  it('tells each finding at its cell and reads as before', async () => {
    const bytes = new Uint8Array(readFileSync(path));
    const disclosure = await read(bytes, name);
    const [report] = checkDisclosures([disclosure]).documents;
    if (!report) throw new Error('no report');
    const findings = withOne(report, disclosure);
    const first = await annotate(bytes, name, { findings }, { titleOf, at: '2026-03-31T08:00:00.000Z' });
    if (!first.ok) throw new Error(first.why);
    expect(await read(first.bytes, name)).toEqual(disclosure);
    const said = (await comments(first.bytes, name)).join('\n');
    for (const { message } of findings) expect(said).toContain(message.split('\n')[0]);

    const again = await annotate(first.bytes, name, { findings: findings.slice(0, 3) }, { titleOf });
    if (!again.ok) throw new Error(again.why);
    expect(await read(again.bytes, name)).toEqual(disclosure);
    const both = (await comments(again.bytes, name)).join('\n');
    const count = (text: string): number => both.split(text).length - 1;
    expect(count('此处 <示例> & “问题”。')).toBe(2);
    for (const { message } of findings) expect(both).toContain(message.split('\n')[0]);
  });

  it('without findings stays the same bytes', async () => {
    const bytes = new Uint8Array(readFileSync(path));
    const annotated = await annotate(bytes, name, { findings: [] }, { titleOf });
    expect(annotated.ok && annotated.bytes === bytes).toBe(true);
  });
});

it('a file of another kind is refused with a reason', async () => {
  const bytes = new TextEncoder().encode('甲\t乙');
  const { findings } = { findings: [{ rule: 'a' } as Finding] };
  expect(await annotate(bytes, 'a.txt', { findings }, { titleOf })).toEqual({
    ok: false,
    why: '只有 docx 和 xlsx 文件可以加批注',
  });
});
