import { expect, it } from 'vitest';
import { grid, opened } from '../../test/grid.ts';
import { readDisclosure } from '../index.ts';

it('keeps a figure beyond all money as it is printed', () => {
  const { goalSheets } = readDisclosure(
    opened(
      grid(`
        项目支出绩效目标表 | < | < | <
        项目名称 | 示例项目 | < | <
        资金总额（万元） | 100000000000000000000 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 培训人次 | ≥800人次
      `),
    ),
  );
  expect(goalSheets[0]?.funding).toEqual([]);
  expect(Object.values(goalSheets[0]?.attributes ?? {})).toContain('100000000000000000000');
});
