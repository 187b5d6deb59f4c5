import type { UnitInfo, UnitList } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { closable, countFitting, treeLines, unitsAbove, withBelow } from './tree.ts';

const unit = (id: string, name: string, more: Partial<UnitInfo> = {}): UnitInfo => ({
  id,
  name,
  kind: more.parent === undefined ? 'department' : 'unit',
  authority: 'county',
  from: '2020-01-01',
  ...more,
});
const authority = (id: string, name: string, parent: string | null) => ({
  id,
  name,
  parent,
  adcode: null,
  place: null,
  from: '2000-01-01',
  to: null,
});
const list: UnitList = {
  day: '2026-03-31',
  revision: 1,
  authorities: [authority('city', '示例市财政局', null), authority('county', '示例县财政局', 'city')],
  units: [
    unit('edu', '教育局', { code: '101' }),
    unit('one', '第一小学', { code: '101001', parent: 'edu' }),
    unit('two', '第二小学', { code: '101002', parent: 'edu' }),
    unit('health', '卫生局', { code: '102' }),
  ],
  count: 4,
};
const shown = (lines: ReturnType<typeof treeLines>) =>
  lines.map(({ name, level, open }) => `${level} ${name}${open === undefined ? '' : open ? ' -' : ' +'}`);

describe('the lines of the tree', () => {
  it('stand below their authorities and units', () => {
    const lines = treeLines(list, {}, new Set());
    expect(shown(lines)).toEqual([
      '1 示例市财政局 -',
      '2 示例县财政局 -',
      '3 教育局 -',
      '4 第一小学',
      '4 第二小学',
      '3 卫生局',
    ]);
    expect(lines.map(({ below }) => below)).toEqual([4, 4, 2, 0, 0, 0]);
  });

  it('leave out what was closed', () => {
    expect(shown(treeLines(list, {}, new Set(['edu'])))).toEqual([
      '1 示例市财政局 -',
      '2 示例县财政局 -',
      '3 教育局 +',
      '3 卫生局',
    ]);
  });

  it('show what fits with all that stands above it, also where that was closed', () => {
    const search = { q: '第二' };
    const lines = treeLines(list, search, new Set(['edu']));
    expect(shown(lines)).toEqual(['1 示例市财政局 -', '2 示例县财政局 -', '3 教育局 -', '4 第二小学']);
    expect(lines.filter(({ fits }) => fits).map(({ name }) => name)).toEqual(['第二小学']);
    expect(countFitting(list, search)).toBe(1);
    expect(treeLines(list, { q: '没有的' }, new Set())).toEqual([]);
    expect(shown(treeLines(list, { kind: 'department' }, new Set()))).toEqual([
      '1 示例市财政局 -',
      '2 示例县财政局 -',
      '3 教育局',
      '3 卫生局',
    ]);
  });

  it('put units whose parent and authority may not be read at the top', () => {
    const alone = { ...list, authorities: [], units: [unit('one', '第一小学', { parent: 'edu' })] };
    expect(shown(treeLines(alone, {}, new Set()))).toEqual(['1 第一小学']);
  });

  it('name what can be closed, and what stands below', () => {
    expect(closable(list)).toEqual(['edu']);
    expect([...withBelow(list, 'edu')]).toEqual(['edu', 'one', 'two']);
    expect(unitsAbove(list, 'two')).toEqual(['edu']);
  });
});
