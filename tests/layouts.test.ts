import { readFileSync } from 'node:fs';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { describe, expect, it } from 'vitest';
import { type Layout, layouts } from './layouts/layouts.ts';
import { notesOf } from './layouts/notes.ts';

/** Forms of other places, made by another program as docx, xlsx and pdf: each is read to the same facts. */
describe.each(layouts)('$id（$where）', ({ id, expected }) => {
  it.each(['docx', 'xlsx', 'pdf'])('is read from %s', async (type) => {
    const bytes = readFileSync(new URL(`./layouts/files/${id}.${type}`, import.meta.url));
    const disclosure = readDisclosure(await openDocument(new Uint8Array(bytes), `${id}.${type}`));
    expect(notesOf(disclosure)).toEqual(expected);
  });
});

/** The drawing as extraction leaves it: tabs between fields, blanks for merged cells, or nothing where they are dropped. */
function extracted({ lines, drawing }: Layout, merged: 'blank' | 'dropped'): string {
  const rows = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split('|').map((f) => f.trim());
      const kept = merged === 'dropped' ? fields.filter((f) => f !== '<') : fields;
      return `${kept.map((f) => (f === '<' || f === '^' ? '' : f)).join('\t')}\t`;
    });
  return `${lines.join('\n\n')}\n\n${rows.join('\n')}\n`;
}

describe.each(layouts.filter((l) => !l.needsSpans))('$id as extracted text', (layout) => {
  it.each(['blank', 'dropped'] as const)('is read with merged cells %s', async (merged) => {
    const bytes = new TextEncoder().encode(extracted(layout, merged));
    const disclosure = readDisclosure(await openDocument(bytes, `${layout.id}.txt`));
    expect(notesOf(disclosure)).toEqual(layout.expected);
  });
});
