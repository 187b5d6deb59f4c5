import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const deleteDocument = operation({
  id: 'deleteDocument',
  method: 'delete',
  path: '/documents/{id}',
  summary: '从列表移除一份文件；可以恢复',
  needs: onDocument('document.remove'),
  params: documentParams,
  answers: { 204: { description: '已移除' } },
  problems: { 404: '没有这份文件' },
  async handle({ params, by }, { documents }) {
    if (!(await documents.remove(params.id, by()))) throw documentNotFound();
    return { status: 204 };
  },
});
