import { documentReportSchema } from '@jizhun/api';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getReport = operation({
  id: 'getReport',
  method: 'get',
  path: '/documents/{id}/report',
  summary: '下载核对结果（JSON）',
  needs: onDocument('document.export'),
  params: documentParams,
  answers: { 200: { description: '核对结果', schema: documentReportSchema } },
  problems: { 404: '没有这份文件' },
  async handle({ params }, { documents }) {
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 200, jsonText: content.report, download: `${content.document.name}.核对结果.json` };
  },
});
