import { correctionRequestSchema, documentDetailSchema } from '@jizhun/api';
import { detailText } from '../documents/answer.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const correctDocument = operation({
  id: 'correctDocument',
  method: 'post',
  path: '/documents/{id}/corrections',
  summary: '更正读取结果；原读取结果不变，可以撤销',
  needs: onDocument('document.correct'),
  params: documentParams,
  body: correctionRequestSchema,
  answers: { 201: { description: '更正后的读取与核对结果', schema: documentDetailSchema } },
  problems: {
    400: '请求的写法不对',
    404: '没有这份文件',
    409: '此处读到的内容已经变化',
    422: '这一项不能更正，或更正的内容写法不对',
  },
  async handle({ params, body, by, ...permit }, { documents, workshop }) {
    const { edits, reason } = body;
    const change = { edits, ...(reason === undefined || reason === '' ? {} : { reason }) };
    if ((await workshop.correct(params.id, change, by())) === undefined) throw documentNotFound();
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 201, jsonText: await detailText(content, permit) };
  },
});
