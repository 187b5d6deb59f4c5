import { htmlReport } from '@jizhun/writer';
import { onDocument } from '../documents/permitted.ts';
import { reportSource } from '../documents/report-source.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getReportPage = operation({
  id: 'getReportPage',
  method: 'get',
  path: '/documents/{id}/report.html',
  summary: '核对报告：一页独立的网页，可打印、可转交',
  needs: onDocument('document.export'),
  params: documentParams,
  answers: { 200: { description: '核对报告', mediaType: 'text/html' } },
  problems: { 404: '没有这份文件' },
  async handle({ params }, { documents, version, now }) {
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    const name = `${content.document.name}.核对报告.html`;
    return { status: 200, text: htmlReport(reportSource(content, version, now())), mediaType: 'text/html', name };
  },
});
