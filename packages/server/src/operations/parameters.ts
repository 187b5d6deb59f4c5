import { documentIdSchema } from '@jizhun/api';
import { z } from 'zod';

/** The part of a path that names a document. */
export const documentParams = z.object({ id: documentIdSchema });

/** The part of a path that names anything else; as it is stored, in lower case. */
export const idParams = z.object({ id: z.uuid().toLowerCase() });

/** The day of which a list is; without it today. */
export const dayParameter = z.iso.date().optional().meta({ description: '哪一日的；不写为今天（北京时间）' });

/** `1`: yes. */
export const flag = z.literal('1').transform(() => true);

/** How many rows a page has. */
export const limitOf = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .refine((count) => count <= most)
    .meta({ description: `条数，至多 ${most}` });

/** The end of a page, as `next` gave it: the name and the id of its last row. */
export const pageEnd = z
  .string()
  .max(2_000)
  .transform((text, context): { name: string; id: string } => {
    const [id = '', ...name] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
    // No stored name holds NUL: the database refuses to compare with it.
    if (!z.uuid().safeParse(id).success || name.join(' ').includes('\0'))
      context.addIssue({ code: 'custom', message: 'not a page' });
    return { id, name: name.join(' ') };
  })
  .meta({ description: '上一页给出的 next' });

/** `next` of an answer, where there is more. */
export const nextPage = (next: { name: string; id: string } | null): { next?: string } =>
  next === null ? {} : { next: Buffer.from(`${next.id} ${next.name}`, 'utf8').toString('base64url') };

/** `2026-03-31T08:00:00.000Z_<id>`: what comes after the last one of a page that is ordered by time. */
export const momentCursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text) => ({ at: new Date(text.slice(0, 24)), id: text.slice(25) }))
  .refine(({ at }) => !Number.isNaN(at.getTime()))
  .meta({ description: '上一页给出的 next' });

/** How many one page holds. */
export const pageLimit = (most: number, usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .refine((n) => n <= most)
    .default(usual)
    .meta({ description: `条数，至多 ${most}` });
