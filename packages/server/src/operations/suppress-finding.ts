import { documentDetailSchema, suppressionRequestSchema } from '@jizhun/api';
import type { Report } from '@jizhun/model';
import { beijingDay } from '@jizhun/model';
import { detailText } from '../documents/answer.ts';
import { demandReadable, onDocument } from '../documents/permitted.ts';
import { checkTogether } from '../documents/together.ts';
import { badRequest, documentNotFound, ProblemError } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { documentParams } from './parameters.ts';

export const suppressFinding = operation({
  id: 'suppressFinding',
  method: 'post',
  path: '/documents/{id}/suppressions',
  summary: '说明理由后忽略一处问题；可以取消，记录保留',
  needs: onDocument('document.suppress'),
  params: documentParams,
  body: suppressionRequestSchema,
  answers: { 201: { description: '忽略后的读取与核对结果', schema: documentDetailSchema } },
  problems: {
    400: '请求的写法不对，或没有写理由',
    404: '没有这份文件，或没有一起核对的文件',
    409: '没有这一处问题了，或已经忽略',
    422: '有效的最后一日已经过去',
  },
  async handle({ params, body, by, ...permit }, { documents, workshop }) {
    const { fingerprint, reason, expires, together } = body;
    const stamp = by();
    if (expires !== undefined && expires < beijingDay(stamp.at)) {
      throw new ProblemError(422, 'past-day', {
        title: '有效期已过',
        detail: `有效的最后一日 ${expires} 已经过去；没有保存。`,
        remedy: '请改为今天或以后的日期，或不写有效期。',
      });
    }
    const suppression = { fingerprint, reason, ...(expires === undefined ? {} : { expires }) };
    let among: Report['documents'][number] | undefined;
    if (together !== undefined) {
      await demandReadable(together, permit, documents);
      // What documents say of each other is stored nowhere: it is found again.
      const { report } = await checkTogether(documents, together, beijingDay(stamp.at));
      among = report.documents[together.indexOf(params.id)];
      if (among === undefined) throw badRequest('一起核对的文件“together”中没有本文件。', '请列出一起核对的各份文件。');
    }
    if ((await workshop.suppress(params.id, suppression, stamp, among)) === undefined) throw documentNotFound();
    const content = await documents.content(params.id);
    if (content === undefined) throw documentNotFound();
    return { status: 201, jsonText: await detailText(content, permit) };
  },
});
