import { auditListSchema, MOST_EVENTS } from '@jizhun/api';
import { z } from 'zod';
import { operation } from '../operation.ts';

const number = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .refine((n) => n <= most);

export const listAudit = operation({
  id: 'listAudit',
  method: 'get',
  path: '/audit',
  summary: '列出操作记录，最近的在前；查阅本身也留有记录',
  needs: { operation: 'audit.read' },
  query: z.object({
    before: number(Number.MAX_SAFE_INTEGER).optional().meta({ description: '只列编号小于此数的' }),
    limit: number(MOST_EVENTS)
      .default(50)
      .meta({ description: `条数，至多 ${MOST_EVENTS}` }),
    document: z.uuid().optional().meta({ description: '只列这份文件的' }),
  }),
  answers: { 200: { description: '操作记录', schema: auditListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query, by }, { audit: { trail } }) {
    const { before, limit, document } = query;
    // Turning the pages of what was opened is one reading.
    if (before === undefined) {
      const subject = document === undefined ? { kind: 'trail', id: '' } : { kind: 'document', id: document };
      await trail.note({ operation: 'audit.read', subject }, by());
    }
    const events = await trail.list({
      limit,
      ...(before === undefined ? {} : { before }),
      ...(document === undefined ? {} : { subject: { kind: 'document', id: document } }),
    });
    return { status: 200, json: { events, count: (await trail.head()).seq } };
  },
});
