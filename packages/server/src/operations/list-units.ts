import { MOST_UNITS, unitListSchema } from '@jizhun/api';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { unitList, unitListTag } from '../organisation/unit-list.ts';
import { dayParameter, flag, limitOf } from './parameters.ts';

export const listUnits = operation({
  id: 'listUnits',
  method: 'get',
  path: '/units',
  summary: '某一日的单位树：能够查看的单位及其财政部门，平铺，上级在前',
  needs: { operation: 'unit.read', among: true },
  query: z.object({
    day: dayParameter,
    search: z.string().max(200).optional().meta({ description: '名称或代码中的字，曾用的也算' }),
    authority: z.uuid().toLowerCase().optional().meta({ description: '只列这个财政部门的' }),
    above: z.uuid().toLowerCase().optional().meta({ description: '只列这个单位所属的' }),
    ended: flag.optional().meta({ description: '1：已终止、尚未设立的也列出' }),
    limit: limitOf(MOST_UNITS).optional(),
    after: z.uuid().toLowerCase().optional().meta({ description: '上一页给出的 next' }),
  }),
  answers: { 200: { description: '单位', schema: unitListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { day, ...query }, ...permit }, { organisation }) {
    const tree = await organisation.tree(day);
    return {
      status: 200,
      tag: unitListTag(tree, query, permit),
      produce: async () => JSON.stringify(unitList(tree, query, permit)),
    };
  },
});
