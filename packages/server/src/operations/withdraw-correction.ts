import { documentDetailSchema } from '@jizhun/api';
import { z } from 'zod';
import { detailText } from '../documents/answer.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound, notFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const withdrawCorrection = operation({
  id: 'withdrawCorrection',
  method: 'delete',
  path: '/documents/{id}/corrections/{change}',
  summary: '撤销一次更正；更正与撤销都留有记录',
  needs: onDocument('document.correct'),
  params: documentParams.extend({
    change: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number)
      .meta({ description: '更正编号' }),
  }),
  answers: { 200: { description: '撤销后的读取与核对结果', schema: documentDetailSchema } },
  problems: { 404: '没有这份文件，或没有这次更正，或已经撤销' },
  async handle({ params, by, ...permit }, { documents, workshop }) {
    if (!(await workshop.withdraw(params.id, params.change, by()))) throw notFound('这次更正');
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 200, jsonText: await detailText(content, permit) };
  },
});
