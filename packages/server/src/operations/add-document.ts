import { archiveLineSchema, documentAddedSchema, LINES_MEDIA_TYPE } from '@jizhun/api';
import { isArchive } from '@jizhun/intake';
import { z } from 'zod';
import { summaryAnswer } from '../documents/answer.ts';
import { takeArchive } from '../documents/archive.ts';
import { unitForAdding } from '../documents/permitted.ts';
import { createGate } from '../http/gate.ts';
import { documentNotFound, refused } from '../http/problem.ts';
import { cleanFileName, receive } from '../http/upload.ts';
import { type Answer, operation } from '../operation.ts';

/** So many files at a time are held in memory whole; more wait before their first byte is taken. */
const atOnce = createGate(4);
/** The files of an archive are held in memory together: of one archive only. */
const oneArchive = createGate(1);

/** Lines, then room for the next archive, also where nobody listens any more. */
async function* leaving<T>(lines: AsyncGenerator<T, void, undefined>, leave: () => void) {
  try {
    yield* lines;
  } finally {
    leave();
  }
}

export const addDocument = operation({
  id: 'addDocument',
  method: 'post',
  path: '/documents',
  summary: '加入一份文件：读取、核对并保存；压缩包（zip）中的文件逐份加入',
  needs: {
    operation: 'document.add',
    missing: '这个单位',
    async subject({ query, principal, lineOf }) {
      const named = unitForAdding(query.unit, principal);
      if (named === undefined) return {};
      const unit = await lineOf(named);
      return unit === undefined ? undefined : { unit };
    },
  },
  query: z.object({
    name: z.string().min(1).max(1_000).meta({ description: '文件名，含扩展名' }),
    unit: z.uuid().optional().meta({ description: '归哪个单位；缺省为本人所在的单位，财政部门的人加入的不归某个单位' }),
  }),
  takesFile: true,
  answers: {
    200: { description: '相同内容的文件已在这个单位的列表中', schema: documentAddedSchema },
    201: { description: '已加入', schema: documentAddedSchema },
    207: {
      description: '压缩包：每行一个 JSON，先说有几份文件，再逐份说明是否加入',
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
  async handle({ query, request, principal, by }, { documents, workshop, intake, uploadLimit, now }) {
    const name = cleanFileName(query.name);
    const unit = unitForAdding(query.unit, principal);
    const place = unit === undefined ? {} : { unit };
    return atOnce(async () => {
      const bytes = await receive(request, uploadLimit, name);
      if (isArchive(bytes)) return addArchive(name, bytes);
      const taken = await workshop.take({ name, bytes, example: false, ...place }, by());
      if (!taken.ok) throw refused(taken.refusal);
      const row = await documents.find(taken.id);
      if (row === undefined) throw documentNotFound();
      return { status: taken.created ? 201 : 200, json: { document: summaryAnswer(row), created: taken.created } };
    });

    async function addArchive(archive: string, bytes: Uint8Array): Promise<Answer> {
      const leave = await oneArchive.enter();
      try {
        const unpacked = await intake.unpack(bytes, archive);
        if (!unpacked.ok) throw refused(unpacked.refusal);
        const lines = takeArchive(archive, unpacked.files, place, by(), { documents, workshop, now });
        return { status: 207, lines: leaving(lines, leave) };
      } catch (error) {
        leave();
        throw error;
      }
    }
  },
});
