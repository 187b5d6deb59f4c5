import { onDocument } from '../documents/permitted.ts';
import { annotatedCopy, copyAnswer } from '../documents/rewrite.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getAnnotated = operation({
  id: 'getAnnotated',
  method: 'get',
  path: '/documents/{id}/annotated',
  summary: '下载带批注的文件：问题作为批注加在单元格上（docx、xlsx），其余内容不变',
  needs: onDocument('document.export'),
  params: documentParams,
  answers: { 200: { description: '带批注的文件', mediaType: 'application/octet-stream' } },
  problems: { 404: '没有这份文件', 422: '不是 docx、xlsx，或不能改写' },
  async handle({ params }, { documents, now }) {
    return copyAnswer(await annotatedCopy({ documents }, params.id, now()));
  },
});
