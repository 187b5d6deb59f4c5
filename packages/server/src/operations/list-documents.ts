import { documentListSchema, MOST_LISTED } from '@jizhun/api';
import { z } from 'zod';
import { summariesFor } from '../documents/answer.ts';
import { readableDocuments } from '../documents/permitted.ts';
import { operation } from '../operation.ts';
import { momentCursor, pageLimit } from './parameters.ts';

export const listDocuments = operation({
  id: 'listDocuments',
  method: 'get',
  path: '/documents',
  summary: '列出可以查看的文件，新加入的在前',
  needs: { operation: 'document.read', among: true },
  query: z.object({ after: momentCursor.optional(), limit: pageLimit(MOST_LISTED, MOST_LISTED) }),
  answers: { 200: { description: '文件列表', schema: documentListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { after, limit }, ...permit }, { documents }) {
    const found = await documents.list(await readableDocuments(permit, documents), {
      after: after === undefined ? undefined : { addedAt: after.at, id: after.id },
      // One more tells whether there is another page.
      limit: limit + 1,
    });
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const next =
      last === undefined || found.length <= limit ? {} : { next: `${last.addedAt.toISOString()}_${last.id}` };
    return { status: 200, json: { documents: await summariesFor(rows, permit), ...next } };
  },
});
