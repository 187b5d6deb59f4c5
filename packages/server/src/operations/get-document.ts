import { documentDetailSchema } from '@jizhun/api';
import { detailText } from '../documents/answer.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getDocument = operation({
  id: 'getDocument',
  method: 'get',
  path: '/documents/{id}',
  summary: '一份文件的读取与核对结果',
  needs: onDocument('document.read'),
  params: documentParams,
  answers: { 200: { description: '读取结果（已含更正）、核对结果、更正与提示', schema: documentDetailSchema } },
  problems: { 404: '没有这份文件' },
  async handle({ params, ...permit }, { documents }) {
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 200, jsonText: await detailText(content, permit) };
  },
});
