import { homeSchema } from '@jizhun/api';
import { homeOf } from '../home/home.ts';
import { operation } from '../operation.ts';

export const getHome = operation({
  id: 'getHome',
  method: 'get',
  path: '/home',
  summary: '首页：要办的事、有问题的文件、接下来做什么',
  // Made of roles, not of what a token is for: a program asks for what it needs itself.
  needs: 'session',
  answers: { 200: { description: '首页', schema: homeSchema } },
  problems: {},
  async handle(caller, services) {
    const { organisation, identity, now } = services;
    const { expiresOn } = await identity.ownPassword.rules(caller.principal);
    const nameOf = async ({ kind, id }: { kind: 'unit' | 'project'; id: string }) =>
      kind === 'unit' ? (await organisation.tree()).unit(id)?.name : (await organisation.project(id))?.name;
    const home = await homeOf(
      { ...caller, now: now(), today: organisation.today() },
      { ...services, nameOf },
      expiresOn,
    );
    return { status: 200, json: home };
  },
});
