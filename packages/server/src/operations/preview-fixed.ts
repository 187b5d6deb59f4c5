import { fixPreviewSchema, fixRequestSchema } from '@jizhun/api';
import { onDocument } from '../documents/permitted.ts';
import { fixedCopy } from '../documents/rewrite.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const previewFixed = operation({
  id: 'previewFixed',
  method: 'post',
  path: '/documents/{id}/fixed/preview',
  summary: '预览写入文件的修改：逐处列出改前、改后和不能写入的原因；不写文件',
  needs: onDocument('document.read'),
  params: documentParams,
  body: fixRequestSchema,
  answers: { 200: { description: '修改预览', schema: fixPreviewSchema } },
  problems: {
    400: '请求的写法不对',
    404: '没有这份文件',
    409: '选中的问题已经没有了，或不能机械修改',
    422: '不是 docx、xlsx，或不能改写',
  },
  async handle({ params, body }, services) {
    const { name, edits } = await fixedCopy(services, params.id, body);
    return { status: 200, json: { fileName: name, edits } };
  },
});
