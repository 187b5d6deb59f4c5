import { documentSourceSchema } from '@jizhun/api';
import { z } from 'zod';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getSource = operation({
  id: 'getSource',
  method: 'get',
  path: '/documents/{id}/source',
  summary: '原件的内容：段落与表格，位置与文件中的一致；过大的文件一次给一部分',
  needs: onDocument('document.read'),
  params: documentParams,
  query: z.object({
    part: z.string().min(1).max(1_000).optional().meta({ description: '哪一部分，如工作表名；缺省为第一部分' }),
    row: z.coerce
      .number()
      .int()
      .min(0)
      .max(100_000_000)
      .optional()
      .meta({ description: '过大时，给含有这一行（从 0 起）的若干行' }),
  }),
  answers: { 200: { description: '原件的内容', schema: documentSourceSchema } },
  problems: { 404: '没有这份文件，或没有这一部分', 422: '原件不能再次打开；读取结果不受影响' },
  async handle({ params, query }, { sources }) {
    const tag = await sources.tag(params.id, query);
    if (tag === undefined) throw documentNotFound();
    return { status: 200, tag, produce: async () => JSON.stringify(await sources.open(params.id, query)) };
  },
});
