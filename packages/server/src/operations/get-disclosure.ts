import type { Disclosure } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import { z } from 'zod';
import { inForce } from '../documents/correct.ts';
import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getDisclosure = operation({
  id: 'getDisclosure',
  method: 'get',
  path: '/documents/{id}/disclosure',
  summary: '下载读取结果（JSON）：原样，或含更正',
  needs: onDocument('document.export'),
  params: documentParams,
  query: z.object({
    corrected: z.enum(['true', 'false']).optional().meta({ description: 'true：含更正；缺省为读取结果原样' }),
  }),
  answers: { 200: { description: '读取结果', schema: disclosureSchema } },
  problems: { 404: '没有这份文件' },
  async handle({ params, query }, { documents }) {
    const stored = await documents.disclosure(params.id);
    if (stored === undefined) throw documentNotFound();
    const { name, disclosure } = stored;
    if (query.corrected !== 'true') return { status: 200, jsonText: disclosure, download: `${name}.读取结果.json` };
    const corrected = inForce(JSON.parse(disclosure) as Disclosure, await documents.corrections(params.id));
    return { status: 200, jsonText: JSON.stringify(corrected), download: `${name}.读取结果（含更正）.json` };
  },
});
