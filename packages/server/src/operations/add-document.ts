import { documentAddedSchema } from '@jizhun/api';
import { z } from 'zod';
import { summaryAnswer } from '../documents/answer.ts';
import { createGate } from '../http/gate.ts';
import { documentNotFound, ProblemError } from '../http/problem.ts';
import { cleanFileName, receive } from '../http/upload.ts';
import { operation } from '../operation.ts';

/** So many files at a time are held in memory whole; more wait before their first byte is taken. */
const atOnce = createGate(4);

export const addDocument = operation({
  id: 'addDocument',
  method: 'post',
  path: '/documents',
  summary: '加入一份文件：读取、核对并保存',
  query: z.object({ name: z.string().min(1).max(1_000).meta({ description: '文件名，含扩展名' }) }),
  takesFile: true,
  answers: {
    200: { description: '相同内容的文件已在列表中', schema: documentAddedSchema },
    201: { description: '已加入', schema: documentAddedSchema },
  },
  problems: { 400: '没有写明文件名，或没有传完', 413: '文件过大', 422: '文件不能读取；已有的文件不受影响' },
  async handle({ query, request, by }, { documents, workshop, uploadLimit }) {
    const name = cleanFileName(query.name);
    const taken = await atOnce(async () => {
      const bytes = await receive(request, uploadLimit, name);
      return workshop.take({ name, bytes, example: false }, by());
    });
    if (!taken.ok) {
      const { code, message, remedy, fileName } = taken.refusal;
      throw new ProblemError(422, code, { title: '这份文件不能读取', detail: message, remedy, fileName });
    }
    const row = await documents.find(taken.id);
    if (row === undefined) throw documentNotFound();
    return { status: taken.created ? 201 : 200, json: { document: summaryAnswer(row), created: taken.created } };
  },
});
