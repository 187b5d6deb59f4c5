import { z } from 'zod';
import type { AuditEvent, Checkpoint } from './event.ts';
import type { Trail } from './trail.ts';

/** The form of an exported trail: JSON Lines, the first of them a head, then one line a row. Described in docs/audit.md. */
const FORM = 'jizhun/trail@1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const headSchema = z.strictObject({ schema: z.literal(FORM), tenant: count, exportedAt: z.string() });
const eventSchema = z.strictObject({
  seq: count,
  at: z.string(),
  actor: z.string(),
  origin: z.string(),
  operation: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  before: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string().nullable(),
  sha256: digest,
  sm3: digest,
});
const checkpointSchema = z.strictObject({ tenant: count, seq: count, at: z.string(), sha256: digest, sm3: digest });

/** An export, or a file of checkpoints, that is none; `message` says in Chinese which line and what to do. */
export class TrailFileError extends Error {}

/** The lines of an export, each with its line end. */
export async function* exportTrail(trail: Pick<Trail, 'all'>, tenant: number, now: Date): AsyncGenerator<string> {
  yield `${JSON.stringify({ schema: FORM, tenant, exportedAt: now.toISOString() })}\n`;
  for await (const event of trail.all()) yield `${JSON.stringify(event)}\n`;
}

function parseLine<T>(schema: z.ZodType<T>, line: string, number: number, what: string): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    throw new TrailFileError(`第 ${number} 行不是${what}，或写法被改动过。请使用导出时的原文件。`);
  }
}

/**
 * Reads an export as it is written: its tenant and when it was made, and the rows one by one.
 *
 * @throws TrailFileError, also while the rows are taken
 */
export async function readExport(
  lines: AsyncIterable<string>,
): Promise<{ tenant: number; exportedAt: string; events: AsyncGenerator<AuditEvent> }> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) throw new TrailFileError('文件是空的。请使用“导出操作记录”得到的文件。');
  const { tenant, exportedAt } = parseLine(headSchema, first.value, 1, '操作记录的文件头');
  async function* events(): AsyncGenerator<AuditEvent> {
    for (let number = 2; ; number++) {
      const next = await iterator.next();
      if (next.done) return;
      if (next.value !== '') yield parseLine(eventSchema, next.value, number, '一条操作记录');
    }
  }
  return { tenant, exportedAt, events: events() };
}

/** The line that stands for a checkpoint where it is kept outside the database. */
export const checkpointLine = (checkpoint: Checkpoint): string => `${JSON.stringify(checkpoint)}\n`;

/**
 * Reads kept checkpoints, one a line.
 *
 * @throws TrailFileError
 */
export function readCheckpoints(text: string): Checkpoint[] {
  return text
    .split(/\r?\n/)
    .map((line, i) => (line.trim() === '' ? undefined : parseLine(checkpointSchema, line, i + 1, '一个检查点')))
    .filter((checkpoint) => checkpoint !== undefined);
}
