import { randomUUID } from 'node:crypto';
import { type TokenRequest, tokenIssuedSchema, tokenListSchema, tokenRequestSchema, tokenSchema } from '@jizhun/api';
import { operationFacts } from '@jizhun/lifecycle';
import type { StoredToken } from '@jizhun/store';
import { z } from 'zod';
import { badRequest, notFound, ProblemError } from '../http/problem.ts';
import { type Caller, operation, type Permit, type PersonServices } from '../operation.ts';
import { mayEver } from '../permit.ts';
import { tokenAnswer } from '../tokens/answer.ts';
import { newToken } from '../tokens/token.ts';

const MISSING = '这个接口令牌';
const params = z.object({ id: z.uuid() });
const DAY_MS = 86_400_000;

/** The caller's own. */
const onSelf = { missing: MISSING, subject: async ({ principal }: Permit) => ({ person: principal.person }) };

async function answered(tokens: readonly StoredToken[], { principal }: Caller, services: PersonServices) {
  const { organisation } = services;
  const tree = await organisation.tree();
  const names = new Map<string, string>();
  for (const person of new Set(tokens.map((token) => token.person))) {
    names.set(person, (await organisation.person(person))?.name ?? person);
  }
  return tokens.map((token) =>
    tokenAnswer(
      token,
      {
        person: names.get(token.person) ?? token.person,
        unit: token.unit === undefined ? undefined : tree.unit(token.unit)?.name,
        reader: principal.person,
      },
      services.now(),
    ),
  );
}

async function one(token: StoredToken, caller: Caller, services: PersonServices) {
  const [answer] = await answered([token], caller, services);
  if (answer === undefined) throw notFound(MISSING);
  return answer;
}

export const listTokens = operation({
  id: 'listTokens',
  method: 'get',
  path: '/tokens',
  summary: '列出接口令牌，新发放的在前：本人的，有权查看全部的列出全部',
  needs: { operation: 'token.read', among: true },
  answers: { 200: { description: '接口令牌', schema: tokenListSchema } },
  problems: {},
  async handle(caller, services) {
    const all = caller.may('token.read');
    const tokens = await services.tokens.list(all ? undefined : caller.principal.person);
    return { status: 200, json: { tokens: await answered(tokens, caller, services) } };
  },
});

/** A token is limited to a unit in which its person does something: another one would never let anything through. */
async function checkUnit(unit: TokenRequest['unit'], caller: Caller): Promise<void> {
  if (unit === undefined) return;
  const line = await caller.lineOf(unit);
  if (line === undefined || !caller.may('unit.read', { unit: line }))
    throw badRequest('没有“unit”所指的单位。', '请从本人可以查看的单位中选择。');
}

export const issueToken = operation({
  id: 'issueToken',
  method: 'post',
  path: '/tokens',
  summary: '发放接口令牌：以本人的角色行事，限于所选的操作和单位；令牌只在回答中出现这一次',
  needs: { operation: 'token.issue', ...onSelf },
  body: tokenRequestSchema,
  secret: true,
  answers: { 201: { description: '已发放', schema: tokenIssuedSchema } },
  problems: { 400: '请求的写法不对，或没有所指的单位', 403: '本人的角色不能发放接口令牌，或不能进行所选的某项操作' },
  async handle(caller, services) {
    const { body, principal, by } = caller;
    await checkUnit(body.unit, caller);
    // Every use is held against the table again; this only spares a token that could never do what it says.
    const wide = body.scopes.filter((scope) => !mayEver(principal, scope));
    if (wide.length > 0) {
      throw new ProblemError(403, 'not-permitted', {
        title: '令牌的范围超出本人的权限',
        detail: `本人不能进行：${wide.map((scope) => operationFacts(scope).name).join('、')}。`,
        remedy: '请只选择本人能够进行的操作。',
      });
    }
    const stamp = by();
    const { secret, hash } = newToken(principal.tenant);
    const id = randomUUID();
    await services.tokens.issue(
      {
        id,
        hash,
        name: body.name,
        person: principal.person,
        scopes: [...new Set(body.scopes)],
        ...(body.unit === undefined ? {} : { unit: body.unit }),
        expiresAt: new Date(stamp.at.getTime() + body.days * DAY_MS),
      },
      stamp,
    );
    const token = await services.tokens.find(id);
    if (token === undefined) throw notFound(MISSING);
    return { status: 201, json: { token: await one(token, caller, services), secret } };
  },
});

export const revokeToken = operation({
  id: 'revokeToken',
  method: 'delete',
  path: '/tokens/{id}',
  summary: '收回一个接口令牌，立即失效；已失效的不变',
  needs: {
    operation: 'token.revoke',
    missing: MISSING,
    async subject({ params: { id } }, { tokens }) {
      const token = await tokens.find(id);
      return token === undefined ? undefined : { person: token.person };
    },
  },
  params,
  answers: { 200: { description: '现在的情形', schema: tokenSchema } },
  problems: { 404: '没有这个接口令牌' },
  async handle(caller, services) {
    const { id } = caller.params;
    await services.tokens.revoke(id, caller.by());
    const token = await services.tokens.find(id);
    if (token === undefined) throw notFound(MISSING);
    return { status: 200, json: await one(token, caller, services) };
  },
});
