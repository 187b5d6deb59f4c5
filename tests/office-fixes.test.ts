import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { openDocument } from '@jizhun/documents';
import { applyEdits, type Disclosure, type Edit, type GridCell, type Indicator } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { type AppliedEdit, applyFixes } from '@jizhun/writer';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedIsThere } from './real/files.ts';
import { officeFiles } from './real/office.ts';

/**
 * The laws of writing fixes into office files: the file reads as the disclosure with the edits applied, and nothing else in
 * it changes: no other part of the package by a byte, no other cell by its words.
 */

interface Office {
  name: string;
  bytes: Uint8Array;
  disclosure: Disclosure;
}

const read = async (bytes: Uint8Array, name: string): Promise<Disclosure> =>
  readDisclosure(await openDocument(bytes, name));

async function load(path: string, name: string): Promise<Office> {
  const bytes = new Uint8Array(readFileSync(path));
  return { name, bytes, disclosure: await read(bytes, name) };
}

/** The entries of a zip file: the bytes as they are packed, and unpacked. */
function entries(bytes: Uint8Array): Map<string, { packed: string; text: string }> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, { packed: string; text: string }>();
  const end = view.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  for (let at = view.readUInt32LE(end + 16); view.readUInt32LE(at) === 0x02014b50; ) {
    const length = view.readUInt16LE(at + 28);
    const name = view.toString('utf8', at + 46, at + 46 + length);
    const header = view.readUInt32LE(at + 42);
    const start = header + 30 + view.readUInt16LE(header + 26) + view.readUInt16LE(header + 28);
    const packed = view.subarray(start, start + view.readUInt32LE(at + 20));
    const text =
      view.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed).toString('latin1') : packed.toString('latin1');
    found.set(name, { packed: packed.toString('latin1'), text });
    at += 46 + length + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return found;
}

async function cellsOf({ bytes, name }: Pick<Office, 'bytes' | 'name'>): Promise<Map<string, GridCell>> {
  const cells = new Map<string, GridCell>();
  for (const block of (await openDocument(bytes, name)).blocks)
    if (block.kind === 'grid')
      for (const cell of block.cells) cells.set(`${block.part} ${cell.row},${cell.column}`, cell);
  return cells;
}

const placeOf = ({ at }: AppliedEdit['cells'][number]) => `${at.part} ${(at.row ?? 0) - 1},${(at.column ?? 0) - 1}`;

/** Everything but the cells that were to change is as it was; cells that were merged keep their spans. */
async function expectOnly(before: Office, after: Uint8Array, applied: readonly AppliedEdit[]): Promise<void> {
  const [old, now] = [entries(before.bytes), entries(after)];
  expect([...now.keys()]).toEqual([...old.keys()]);
  const parts = [...old].filter(([name, entry]) => now.get(name)?.packed !== entry.packed).map(([name]) => name);
  expect(parts.every((part) => /^(word\/document|xl\/worksheets\/sheet\d+|xl\/workbook)\.xml$/.test(part))).toBe(true);
  const changed = new Set(applied.flatMap(({ cells }) => cells.map(placeOf)));
  const was = await cellsOf(before);
  const is = await cellsOf({ bytes: after, name: before.name });
  for (const [place, cell] of is) if (!changed.has(place)) expect(cell).toEqual(was.get(place));
  for (const [place, { rowSpan, columnSpan }] of was)
    if (!changed.has(place) || is.has(place)) expect(is.get(place)).toMatchObject({ rowSpan, columnSpan });
}

const plain = ({ provenance: _, source: __, unread: ___, ...rest }: Disclosure) => rest;

/** Edits of all kinds that fixes make of single values. */
function edits({ goalSheets, budgetTables }: Disclosure): Edit[] {
  const all: Edit[] = [];
  const add = (path: string, from: unknown, to: unknown): void => void (from !== to && all.push({ path, from, to }));
  for (const [s, sheet] of goalSheets.entries()) {
    const at = `/goalSheets/${s}`;
    for (const [i, line] of sheet.funding.entries()) add(`${at}/funding/${i}/fen`, line.fen, line.fen + 1_230_000);
    for (const [i, { percent }] of sheet.schedule.entries()) add(`${at}/schedule/${i}/percent`, percent, percent + 1);
    for (const [i, { level3, targets, weight }] of sheet.indicators.entries()) {
      if (level3 !== '') add(`${at}/indicators/${i}/level3`, level3, `${level3}（全县）`);
      if (weight !== undefined) add(`${at}/indicators/${i}/weight`, weight, weight + 1);
      for (const [t, { raw }] of targets.entries())
        add(
          `${at}/indicators/${i}/targets/${t}/raw`,
          raw,
          raw.replace(/\d/, (d) => String((Number(d) + 1) % 10)),
        );
    }
  }
  for (const [b, { rows }] of budgetTables.entries())
    for (const [r, { cells }] of rows.entries())
      for (const [c, cell] of cells.entries())
        if (typeof cell === 'number')
          add(`/budgetTables/${b}/rows/${r}/cells/${c}`, cell, Number((cell + 1).toFixed(4)));
  return all;
}

if (!sharedIsThere) console.log('../shared is absent: fixes are not written into real documents.');

describe.each(officeFiles())('$name', ({ name, path }) => {
  let office: Office;
  beforeAll(async () => {
    office = await load(path, name);
  });

  it('without fixes stays the same bytes', async () => {
    const { bytes, applied, notApplied } = await applyFixes(office.bytes, name, office.disclosure, [], read);
    expect(bytes).toBe(office.bytes);
    expect([applied, notApplied]).toEqual([[], []]);
  });

  it('reads as asked after any edits, and all else in it stays', async () => {
    const all = edits(office.disclosure);
    const arbitrary = fc.subarray(all, { minLength: 1, maxLength: Math.min(8, all.length) });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (some) => {
        const fixes = some.map((edit) => ({ edits: [edit] }));
        const fixed = await applyFixes(office.bytes, name, office.disclosure, fixes, read);
        expect(fixed.applied.length + fixed.notApplied.length).toBe(some.length);
        for (const { why } of fixed.notApplied) expect(why).toMatch(/[\u4e00-\u9fff]/);
        const wanted = applyEdits(
          office.disclosure,
          fixed.applied.map(({ edit }) => edit),
        );
        if (!wanted.ok) throw new Error(wanted.message);
        const again = await read(fixed.bytes, name);
        for (const { edit } of fixed.applied) expect(at(again, edit.path)).toEqual(edit.to);
        // A list that also is a table says its values twice: the second follows from the same cell.
        if (!name.startsWith('flat-list')) expect(plain(again)).toEqual(plain(wanted.disclosure));
        await expectOnly(office, fixed.bytes, fixed.applied);
      }),
      { numRuns: name.includes('-') && !/^\d/.test(name) ? 12 : 3 },
    );
  });

  it('takes nearly every edit of a single value', async () => {
    const all = edits(office.disclosure);
    const { applied, notApplied } = await applyFixes(
      office.bytes,
      name,
      office.disclosure,
      all.map((edit) => ({ edits: [edit] })),
      read,
    );
    expect(
      notApplied.map(({ edit, why }) => `${edit.path} ${why}`).slice(0, notApplied.length <= all.length * 0.03 ? 0 : 9),
    ).toEqual([]);
    expect(applied.length).toBeGreaterThan(0);
  });

  it('takes rows in and out, and swaps them', async () => {
    const [sheet] = office.disclosure.goalSheets;
    const at = '/goalSheets/0/indicators';
    const own = sheet?.indicators ?? [];
    const k = own.findIndex((one, i) => sameLevels(one, own[i + 1]));
    const [first, second] = [own[k], own[k + 1]];
    // Two blocks side by side share their rows: no row can be taken in for one of them.
    if (!first || !second || name.startsWith('two-periods') || name.startsWith('wide-pairs')) return;
    const half: Indicator = { ...first, level3: `${first.level3}（乙）` };
    const fixes: Edit[][] = [
      [
        { path: `${at}/${k}/level3`, from: first.level3, to: `${first.level3}（甲）` },
        { path: `${at}/${k + 1}`, from: undefined, to: half },
      ],
      [{ path: `${at}/${k + 1}`, from: second, to: undefined }],
      (['level3', 'targets'] as const).flatMap((field) => [
        { path: `${at}/${k}/${field}`, from: first[field], to: second[field] },
        { path: `${at}/${k + 1}/${field}`, from: second[field], to: first[field] },
      ]),
    ];
    for (const [n, edit] of fixes.entries()) {
      const fixed = await applyFixes(office.bytes, name, office.disclosure, [{ edits: edit }], read);
      expect(fixed.notApplied.map(({ why }) => why)).toEqual([]);
      const again = (await read(fixed.bytes, name)).goalSheets[0]?.indicators ?? [];
      const names = own.map(({ level3 }) => level3);
      if (n === 0) names.splice(k, 1, `${first.level3}（甲）`, half.level3);
      if (n === 1) names.splice(k + 1, 1);
      if (n === 2) names.splice(k, 2, second.level3, first.level3);
      expect(again.map(({ level3 }) => level3)).toEqual(names);
      const others = again.filter(({ level3 }) => own.some((one) => one.level3 === level3));
      for (const one of others)
        expect([one.level1, one.level2]).toEqual(
          own.filter((o) => o.level3 === one.level3 && o.level1 === one.level1).map((o) => [o.level1, o.level2])[0],
        );
    }
  });
});

const sameLevels = (a: Indicator, b: Indicator | undefined): boolean =>
  b !== undefined && a.level1 === b.level1 && a.level2 === b.level2 && a.level3 !== b.level3;

function at(disclosure: Disclosure, path: string): unknown {
  let value: unknown = disclosure;
  for (const step of path.slice(1).split('/')) value = (value as Record<string, unknown>)[step];
  return value;
}
