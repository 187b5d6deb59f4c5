import { readFileSync } from 'node:fs';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { describe, expect, it } from 'vitest';
import { layouts } from './layouts/layouts.ts';
import { notesOf } from './layouts/notes.ts';

/** Forms of other places, made by another program as docx, xlsx and pdf: each is read to the same facts. */
describe.each(layouts)('$id（$where）', ({ id, expected }) => {
  it.each(['docx', 'xlsx', 'pdf'])('is read from %s', async (type) => {
    const bytes = readFileSync(new URL(`./layouts/files/${id}.${type}`, import.meta.url));
    const disclosure = readDisclosure(await openDocument(new Uint8Array(bytes), `${id}.${type}`));
    expect(notesOf(disclosure)).toEqual(expected);
  });
});
