import { auditListSchema, MOST_EVENTS } from '@jizhun/api';
import type { Stamp } from '@jizhun/store';
import { z } from 'zod';
import type { Audit } from '../audit/audit.ts';
import { operation } from '../operation.ts';

const number = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .refine((n) => n <= most);

const KINDS = ['document', 'person', 'unit', 'project'] as const;

/** What the trail is asked about; undefined: everything. */
function subjectOf(query: Readonly<Partial<Record<(typeof KINDS)[number], string | undefined>>>) {
  for (const kind of KINDS) {
    const id = query[kind];
    if (id !== undefined) return { kind, id };
  }
  return undefined;
}

/** So many readings of the same are looked through for one whose pages are being turned. */
const READINGS = 200;

/**
 * Notes that the trail was read. Turning the pages of what was opened is one reading: a page that ends before a reading
 * which the same person began shows nothing that was not there then.
 */
async function noteReading(
  trail: Pick<Audit['trail'], 'list' | 'note'>,
  subject: { kind: string; id: string },
  before: number | undefined,
  by: Stamp,
): Promise<void> {
  if (before !== undefined) {
    const recent = await trail.list({ subject, limit: READINGS });
    const opened = ({ operation, actor, seq }: (typeof recent)[number]) =>
      operation === 'audit.read' && actor === by.actor && seq >= before;
    if (recent.some(opened)) return;
  }
  await trail.note({ operation: 'audit.read', subject }, by);
}

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
    person: z.uuid().optional().meta({ description: '只列与这个人员有关的：本人、账号、角色' }),
    unit: z.uuid().optional().meta({ description: '只列这个单位的' }),
    project: z.uuid().optional().meta({ description: '只列这个项目的' }),
  }),
  answers: { 200: { description: '操作记录', schema: auditListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query, by }, { audit: { trail }, organisation }) {
    const { before, limit, person } = query;
    const subject = subjectOf(query);
    await noteReading(trail, subject ?? { kind: 'trail', id: '' }, before, by());
    const listed = (of: { kind: string; id: string } | undefined) =>
      trail.list({ limit, ...(before === undefined ? {} : { before }), ...(of === undefined ? {} : { subject: of }) });
    const subjects =
      subject?.kind === 'person' && person !== undefined
        ? [
            { kind: 'person', id: person },
            { kind: 'account', id: person },
            ...(await organisation.assignments({ person })).map(({ id }) => ({ kind: 'assignment', id })),
          ]
        : [subject];
    const events = (await Promise.all(subjects.map(listed))).flat().sort((one, other) => other.seq - one.seq);
    return { status: 200, json: { events: events.slice(0, limit), count: (await trail.head()).seq } };
  },
});
