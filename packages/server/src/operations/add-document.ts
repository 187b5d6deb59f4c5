import { type ArchiveLine, archiveLineSchema, documentAddedSchema, LINES_MEDIA_TYPE } from '@jizhun/api';
import { isArchive } from '@jizhun/intake';
import { z } from 'zod';
import { summaryFor } from '../documents/answer.ts';
import { archiveJob } from '../documents/archive-job.ts';
import { placeForAdding, standOf } from '../documents/permitted.ts';
import { createGate } from '../http/gate.ts';
import { documentNotFound, ProblemError, refused } from '../http/problem.ts';
import { cleanFileName, receive } from '../http/upload.ts';
import { JobInterrupted } from '../jobs/follow.ts';
import { type Answer, operation } from '../operation.ts';

/** So many files at a time are held in memory whole; more wait before their first byte is taken. */
const atOnce = createGate(4);
/** Archives that are unpacked to see what is in them: one at a time. */
const oneArchive = createGate(1);

/** The files of an archive as the job that takes them in tells of them. Who leaves stops nothing. */
async function* told(job: string, lines: AsyncGenerator<unknown, void, undefined>) {
  try {
    for await (const line of lines) {
      const known = line as ArchiveLine;
      yield known.kind === 'archive' ? { ...known, job } : known;
    }
  } catch (error) {
    throw error instanceof JobInterrupted ? interrupted(error) : error;
  }
}

/** What is said to who listens where the rest of an archive comes later, or not at all. */
function interrupted({ state, message }: JobInterrupted): ProblemError {
  const done = '此前已告知的文件已经加入';
  if (state === 'cancelled') {
    return new ProblemError(409, 'cancelled', {
      title: '已取消',
      detail: `压缩包中其余的文件没有加入；${done}。`,
      remedy: '需要时请在“后台任务”中重新进行。',
    });
  }
  const again = state === 'again';
  return new ProblemError(503, again ? 'interrupted' : 'failed', {
    title: again ? '暂时中断' : '没有做完',
    detail: `${message === '' ? '压缩包没有读完。' : message}${done}。`,
    remedy: again ? '稍后会自动接着做，进度见“后台任务”。' : '请查看“后台任务”，处理后重新进行。',
  });
}

export const addDocument = operation({
  id: 'addDocument',
  method: 'post',
  path: '/documents',
  summary: '加入一份文件：读取、核对并保存；压缩包（zip）中的文件逐份加入',
  needs: {
    operation: 'document.add',
    missing: '这个单位',
    subject: ({ query, ...permit }) => standOf(placeForAdding(query.unit, permit.principal), permit),
  },
  query: z.object({
    name: z.string().min(1).max(1_000).meta({ description: '文件名，含扩展名' }),
    unit: z
      .uuid()
      .toLowerCase()
      .optional()
      .meta({ description: '归哪个单位；缺省为本人所在的单位，财政部门的人加入的归本级财政部门' }),
  }),
  takesFile: true,
  answers: {
    200: { description: '相同内容的文件已在这个单位的列表中', schema: documentAddedSchema },
    201: { description: '已加入', schema: documentAddedSchema },
    207: {
      description: '压缩包：每行一个 JSON，先说有几份文件，再逐份说明是否加入；不再接收时，其余的仍在后台加入',
      schema: archiveLineSchema,
      mediaType: LINES_MEDIA_TYPE,
    },
  },
  problems: {
    400: '没有写明文件名，或没有传完',
    404: '没有这个单位',
    413: '文件过大',
    422: '文件不能读取；已有的文件不受影响',
  },
  async handle({ query, request, by, ...permit }, { documents, workshop, intake, jobs, uploadLimit }) {
    const name = cleanFileName(query.name);
    const { principal } = permit;
    const place = placeForAdding(query.unit, principal);
    return atOnce(async () => {
      const bytes = await receive(request, uploadLimit, name);
      if (isArchive(bytes)) return addArchive(name, bytes);
      const taken = await workshop.take({ name, bytes, example: false, ...place }, by());
      if (!taken.ok) throw refused(taken.refusal);
      const row = await documents.find(taken.id);
      if (row === undefined) throw documentNotFound();
      return {
        status: taken.created ? 201 : 200,
        json: { document: await summaryFor(row, permit), created: taken.created },
      };
    });

    async function addArchive(archive: string, bytes: Uint8Array): Promise<Answer> {
      // One that nobody can take in is refused at once.
      const leave = await oneArchive.enter();
      const unpacked = await intake.unpack(bytes, archive).finally(leave);
      if (!unpacked.ok) throw refused(unpacked.refusal);
      const stamp = by();
      const { job, lines } = await jobs.addAndFollow(
        archiveJob,
        { name: archive, ...place, origin: stamp.origin },
        stamp,
        { person: principal.person, file: bytes },
      );
      return { status: 207, lines: told(job.id, lines) };
    }
  },
});
