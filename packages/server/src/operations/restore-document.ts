import { documentRestoredSchema } from '@jizhun/api';
import { summaryFor } from '../documents/answer.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const restoreDocument = operation({
  id: 'restoreDocument',
  method: 'post',
  path: '/documents/{id}/restore',
  summary: '恢复移除的文件',
  needs: onDocument('document.remove'),
  params: documentParams,
  answers: { 200: { description: '已恢复', schema: documentRestoredSchema } },
  problems: { 404: '没有这份文件' },
  async handle({ params, by, ...permit }, { documents }) {
    const row = (await documents.restore(params.id, by())) ? await documents.find(params.id) : undefined;
    if (row === undefined) throw documentNotFound();
    return { status: 200, json: { document: await summaryFor(row, permit) } };
  },
});
