import { sarifLog } from '@jizhun/writer';
import { onDocument } from '../documents/permitted.ts';
import { reportSource } from '../documents/report-source.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getReportSarif = operation({
  id: 'getReportSarif',
  method: 'get',
  path: '/documents/{id}/report.sarif',
  summary: '核对结果，供其他工具使用（SARIF 2.1.0）',
  needs: onDocument('document.export'),
  params: documentParams,
  answers: { 200: { description: 'SARIF 日志', mediaType: 'application/sarif+json' } },
  problems: { 404: '没有这份文件' },
  async handle({ params }, { documents, version, now }) {
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    const text = JSON.stringify(sarifLog(reportSource(content, version, now())));
    return { status: 200, text, mediaType: 'application/sarif+json', name: `${content.document.name}.sarif` };
  },
});
