import { unitDetailSchema } from '@jizhun/api';
import { operation } from '../operation.ts';
import { onUnit } from '../organisation/permitted.ts';
import { unitDetail } from '../organisation/unit-detail.ts';
import { idParams } from './parameters.ts';

export const getUnit = operation({
  id: 'getUnit',
  method: 'get',
  path: '/units/{id}',
  summary: '一个单位：今天的情形，历年的沿革，人员，项目',
  needs: onUnit('unit.read'),
  params: idParams,
  answers: { 200: { description: '单位', schema: unitDetailSchema } },
  problems: { 404: '没有这个单位' },
  handle: async ({ params: { id }, may }, { organisation }) => ({
    status: 200,
    json: await unitDetail(id, { may }, organisation),
  }),
});
