import { onDocument } from '../documents/permitted.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getOriginal = operation({
  id: 'getOriginal',
  method: 'get',
  path: '/documents/{id}/original',
  summary: '下载原文件，一字不改',
  needs: onDocument('document.export'),
  params: documentParams,
  answers: { 200: { description: '加入时的文件', mediaType: 'application/octet-stream' } },
  problems: { 404: '没有这份文件' },
  async handle({ params }, { documents }) {
    const original = await documents.original(params.id);
    if (original === undefined) throw documentNotFound();
    const { name, mediaType, byteCount, sha256 } = original;
    return { status: 200, file: { name, mediaType, byteCount, tag: `"${sha256}"`, pieces: original.pieces() } };
  },
});
