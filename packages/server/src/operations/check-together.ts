import { checkedTogetherSchema, checkRequestSchema } from '@jizhun/api';
import { beijingDay } from '@jizhun/model';
import { summariesFor } from '../documents/answer.ts';
import { demandReadable } from '../documents/permitted.ts';
import { ACROSS, checkTogether } from '../documents/together.ts';
import { operation } from '../operation.ts';

export const checkDocumentsTogether = operation({
  id: 'checkTogether',
  method: 'post',
  path: '/checks',
  summary: '几份文件一起核对：找出相互不一致之处；不保存',
  needs: { operation: 'document.read', among: true },
  body: checkRequestSchema,
  answers: { 200: { description: '跨文件的问题', schema: checkedTogetherSchema } },
  problems: { 400: '少于两份，或多于上限，或有重复', 404: '其中有一份已不在列表中' },
  async handle({ body, ...permit }, { documents, now }) {
    await demandReadable(body.documents, permit, documents);
    const { rows, report } = await checkTogether(documents, body.documents, beijingDay(now()));
    return {
      status: 200,
      json: {
        documents: await summariesFor(rows, permit),
        report,
        rules: ACROSS.map(({ id }) => id),
      },
    };
  },
});
