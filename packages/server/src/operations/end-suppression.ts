import { documentDetailSchema } from '@jizhun/api';
import { z } from 'zod';
import { detailText } from '../documents/answer.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound, notFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const endSuppression = operation({
  id: 'endSuppression',
  method: 'delete',
  path: '/documents/{id}/suppressions/{suppression}',
  summary: '取消一处忽略；忽略与取消都留有记录',
  needs: onDocument('document.suppress'),
  params: documentParams.extend({
    suppression: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number)
      .meta({ description: '忽略的编号' }),
  }),
  answers: { 200: { description: '取消后的读取与核对结果', schema: documentDetailSchema } },
  problems: { 404: '没有这份文件，或没有这处忽略，或已经结束' },
  async handle({ params, by, ...permit }, { documents, workshop }) {
    if (!(await workshop.endSuppression(params.id, params.suppression, by()))) throw notFound('这处忽略');
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 200, jsonText: await detailText(content, permit) };
  },
});
