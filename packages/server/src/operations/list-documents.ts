import { documentListSchema } from '@jizhun/api';
import { summaryAnswer } from '../documents/answer.ts';
import { readableDocuments } from '../documents/permitted.ts';
import { operation } from '../operation.ts';

export const listDocuments = operation({
  id: 'listDocuments',
  method: 'get',
  path: '/documents',
  summary: '列出可以查看的文件，新加入的在前',
  needs: { operation: 'document.read', among: true },
  answers: { 200: { description: '文件列表', schema: documentListSchema } },
  problems: {},
  async handle(permit, { documents }) {
    const rows = await documents.list(await readableDocuments(permit, documents));
    return { status: 200, json: { documents: rows.map(summaryAnswer) } };
  },
});
