import { disclosureSchema } from '@jizhun/model/schema';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getDisclosure = operation({
  id: 'getDisclosure',
  method: 'get',
  path: '/documents/{id}/disclosure',
  summary: '下载读取结果（JSON）',
  params: documentParams,
  answers: { 200: { description: '读取结果', schema: disclosureSchema } },
  problems: { 404: '没有这份文件' },
  async handle({ params }, { documents }) {
    const stored = await documents.disclosure(params.id);
    if (stored === undefined) throw documentNotFound();
    return { status: 200, jsonText: stored.disclosure, download: `${stored.name}.读取结果.json` };
  },
});
