import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import type { Disclosure } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { describe, expect, test } from 'vitest';
import { layouts } from './layouts/layouts.ts';
import { notesOf } from './layouts/notes.ts';
import { pageOf } from './layouts/page.ts';
import { type Left, splitMerges } from './layouts/split.ts';
import { realFiles, sharedIsThere } from './real/files.ts';

/**
 * Whether a cell was merged or split says nothing of goals and money: all is found in a form whose merged cells were
 * split that was found before. As a person splits them in an office program the text stays in the first part; as tables
 * come out of a program, or of a list filled downwards, it stands in each.
 */
if (!sharedIsThere) console.log('../shared is not there: no published documents are split');

const WAYS: readonly Left[] = ['in the first', 'in each'];

async function read(name: string, bytes: Uint8Array): Promise<Disclosure> {
  return readDisclosure(await openDocument(bytes, name));
}

function findingsOf(disclosure: Disclosure): string[] {
  const { findings } = checkDisclosures([disclosure]).documents[0]!;
  return findings.map(({ rule, subject, severity }) => `${rule} ${severity} ${JSON.stringify(subject)}`).sort();
}

const expectTheSame = async (name: string, bytes: Uint8Array, left: Left): Promise<void> => {
  const split = splitMerges(name, bytes, left);
  expect(findingsOf(await read(name, split))).toEqual(findingsOf(await read(name, bytes)));
};

describe.each(WAYS)('the text of what was merged stands %s of its parts', (left) => {
  describe.each(layouts)('$id', (layout) => {
    const { id, expected } = layout;
    // A reason merged beside two amounts, filled downwards, is printed twice: nothing says that it is one.
    const twice = id === 'conclusions-below' && left === 'in each';
    const files = [
      ...['docx', 'xlsx'].map((type) => {
        const file = new URL(`./layouts/files/${id}.${type}`, import.meta.url);
        return { name: `${id}.${type}`, bytes: () => new Uint8Array(readFileSync(file)) };
      }),
      { name: `${id}.html`, bytes: () => new TextEncoder().encode(pageOf(layout)) },
    ];
    test.each(files)('$name', async ({ name, bytes }) => {
      await expectTheSame(name, bytes(), left);
      const notes = notesOf(await read(name, splitMerges(name, bytes(), left)));
      const notReason = (note: string): boolean => !(twice && note.startsWith('@ 原因'));
      expect(notes.filter(notReason)).toEqual(expected.filter(notReason));
    });
  });

  const examples = path.resolve(import.meta.dirname, '../examples');
  test.each(readdirSync(examples).filter((name) => /\.(?:docx|xlsx)$/.test(name)))('%s', async (name) => {
    await expectTheSame(name, new Uint8Array(readFileSync(path.join(examples, name))), left);
  });

  const published = realFiles().filter(({ name }) => /\.(?:docx|xlsx|html)$/.test(name));
  test.runIf(sharedIsThere).each(published)('$name', async ({ name, path: file }) => {
    await expectTheSame(name, new Uint8Array(readFileSync(file)), left);
  });
});
