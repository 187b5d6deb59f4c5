import { describe, expect, it } from 'vitest';
import type { Block } from './form.ts';
import { places } from './registry.ts';

const total = (widths: readonly number[]): number => widths.reduce((sum, w) => sum + w, 0);

/** Width of every row that a block prints. */
function rowWidths(block: Block): number[] {
  switch (block.kind) {
    case 'fields':
      return block.rows.map((row) => (block.head?.width ?? 0) + total(row.flatMap(({ widths }) => widths)));
    case 'funding':
      return block.sides
        .filter(({ columns }) => columns.length > 0)
        .map((s) => block.head.width + (s.label?.width ?? 0) + s.labelWidth + total(s.columns.map((c) => c.width)));
    case 'funding-pairs':
      return [block.head.width + total(block.pairs.flatMap(({ widths }) => widths))];
    case 'funding-sides':
      return [block.head.width + total(block.sides.flatMap(({ widths }) => widths))];
    case 'funding-columns':
    case 'tasks':
      return [block.head.width + total(block.columns.map(({ width }) => width))];
    case 'schedule':
      return block.widths.length > 1 ? [block.head.width + total(block.widths)] : [];
    case 'indicators':
      return block.layouts
        .map(({ columns }) => (block.left?.width ?? 0) + total(columns.map(({ width }) => width)))
        .filter((width) => width > 0);
    case 'remainder':
      return [];
  }
}

describe.each(places.flatMap(({ id, forms }) => forms.map((form) => ({ place: id, form }))))(
  '$form.id',
  ({ place, form }) => {
    it('belongs to its place, names its source and has rows of full width', () => {
      expect(form.id.startsWith(`${place}/`)).toBe(true);
      expect(form.place).toBe(place);
      expect(form.basis).not.toBe('');
      for (const block of form.blocks) {
        for (const width of rowWidths(block))
          expect([block.kind, Math.abs(width - 100) <= 1]).toEqual([block.kind, true]);
      }
    });

    it('has a place for the name, the goal, the money and the indicators', () => {
      const slots = form.blocks.flatMap((b) => (b.kind === 'fields' ? b.rows.flat().map(({ slot }) => slot) : []));
      expect(slots.some(({ field }) => field === 'name')).toBe(true);
      expect(slots.some(({ label }) => /目标/.test(label))).toBe(true);
      expect(form.blocks.some(({ kind }) => kind.startsWith('funding'))).toBe(true);
      expect(form.blocks.some(({ kind }) => kind === 'indicators')).toBe(true);
    });
  },
);
