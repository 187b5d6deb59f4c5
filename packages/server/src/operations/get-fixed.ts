import { fixRequestSchema } from '@jizhun/api';
import { onDocument } from '../documents/permitted.ts';
import { copyAnswer, fixedCopy } from '../documents/rewrite.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const getFixed = operation({
  id: 'getFixed',
  method: 'post',
  path: '/documents/{id}/fixed',
  summary: '下载修改后的文件：更正和选中的修改写入副本（docx、xlsx），其余内容不变，原文件不动',
  needs: onDocument('document.export'),
  params: documentParams,
  body: fixRequestSchema,
  answers: { 200: { description: '修改后的文件；不能写入的修改见预览', mediaType: 'application/octet-stream' } },
  problems: {
    400: '请求的写法不对',
    404: '没有这份文件',
    409: '选中的问题已经没有了，或不能机械修改',
    422: '不是 docx、xlsx，或不能改写',
  },
  async handle({ params, body }, services) {
    return copyAnswer(await fixedCopy(services, params.id, body));
  },
});
