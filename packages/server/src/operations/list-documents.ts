import { documentListSchema } from '@jizhun/api';
import { summaryAnswer } from '../documents/answer.ts';
import { operation } from '../operation.ts';

export const listDocuments = operation({
  id: 'listDocuments',
  method: 'get',
  path: '/documents',
  summary: '列出全部文件，新加入的在前',
  answers: { 200: { description: '文件列表', schema: documentListSchema } },
  problems: {},
  async handle(_input, { documents }) {
    const rows = await documents.list();
    return { status: 200, json: { documents: rows.map(summaryAnswer) } };
  },
});
