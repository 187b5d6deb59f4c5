import type { Block, OpenedDocument } from '@jizhun/model';
import { expect, test } from 'vitest';
import { pieceOf } from './sources.ts';

const sheet = (part: string, rows: number, columns: number): Block => ({
  kind: 'grid',
  part,
  title: part,
  layout: 'exact',
  rowCount: rows,
  columnCount: columns,
  cells: Array.from({ length: rows * columns }, (_, i) => ({
    row: Math.floor(i / columns),
    column: i % columns,
    rowSpan: 1,
    columnSpan: 1,
    text: String(i),
  })),
});
const workbook = (...blocks: Block[]): OpenedDocument => ({
  source: { name: '表.xlsx', sha256: '0', mediaType: 'application/x', pages: 2 },
  blocks,
  notices: [],
});
const limits = { whole: 100, atOnce: 40 };

test('a file that is not large is answered whole, whatever is asked of it', () => {
  const file = workbook(sheet('甲', 5, 4), sheet('乙', 5, 4));
  expect(pieceOf(file, {}, limits).blocks).toEqual(file.blocks);
  expect(pieceOf(file, { part: '乙', row: 3 }, limits)).toMatchObject({ blocks: file.blocks });
  expect(pieceOf(file, {}, limits).parts).toEqual([
    { part: '甲', title: '甲', cells: 20, rows: 5 },
    { part: '乙', title: '乙', cells: 20, rows: 5 },
  ]);
  expect(() => pieceOf(file, { part: '丙' }, limits)).toThrow('丙');
  expect(pieceOf(workbook(), {}, limits)).toMatchObject({ blocks: [], parts: [] });
});

test('pieces of a large file join without gap or overlap, and the asked row is in its piece', () => {
  const text: Block = { kind: 'paragraph', part: '大', line: 1, text: '说明' };
  const file = workbook(sheet('小', 2, 2), text, sheet('大', 300, 7), sheet('大', 10, 60));
  const seen: string[] = [];
  let row = 0;
  for (;;) {
    const { piece, blocks } = pieceOf(file, { part: '大', row }, limits);
    if (piece === undefined) throw new Error('answered whole');
    expect(piece.from).toBeLessThanOrEqual(row);
    expect(piece.to).toBeGreaterThan(row);
    for (const block of blocks) {
      if (block.kind === 'paragraph') seen.push('说明');
      else for (const cell of block.cells) seen.push(`${block.rowCount}:${cell.text}`);
    }
    if (piece.to >= 311) break;
    row = piece.to;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(1 + 2100 + 600);
  expect(pieceOf(file, { part: '大', row: 1e9 }, limits).piece?.to).toBe(311);
  expect(pieceOf(file, {}, limits).piece).toEqual({ part: '小', from: 0, to: 2 });
});
