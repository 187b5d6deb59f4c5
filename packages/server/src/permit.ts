import {
  canEver,
  type Holder,
  type Operation as LifecycleOperation,
  operationFacts,
  type Permission,
  permissionOf,
  ROLES,
  readingOf,
  roleNames,
  type Subject,
} from '@jizhun/lifecycle';
import type { Tree } from '@jizhun/store';
import { notFound, ProblemError } from './http/problem.ts';
import type { Principal } from './identity/principal.ts';
import type { Needs, Permit, PersonServices } from './operation.ts';
import { officeIn } from './organisation/stand.ts';

const AT_LARGE: Subject = {};

/** Own roles first: nobody acts for another where they may act themselves. */
const holderOf = ({ person, assignments }: Principal): Holder => ({
  person,
  assignments: [
    ...assignments.filter(({ deputyFor }) => deputyFor === undefined),
    ...assignments.filter(({ deputyFor }) => deputyFor !== undefined),
  ],
});

/** By which role a person may do something; undefined where they may not. A token narrows what its person may. */
function permission(
  { scopes, tokenUnit }: Principal,
  holder: Holder,
  operation: LifecycleOperation,
  subject: Subject,
): Permission | undefined {
  if (scopes !== undefined && !scopes.has(operation)) return undefined;
  if (tokenUnit !== undefined && subject.unit?.units.includes(tokenUnit) !== true) return undefined;
  return permissionOf(holder, operation, subject);
}

/** Whether somebody may do something to what belongs to no unit: for what is no operation of the interface. */
export const mayAtLarge = (principal: Principal, operation: LifecycleOperation): boolean =>
  permission(principal, holderOf(principal), operation, AT_LARGE) !== undefined;

/** Whether somebody may do something to anything at all: for what a page offers, before a subject is chosen. */
export function mayEver(principal: Principal, operation: LifecycleOperation): boolean {
  const inScope = principal.scopes === undefined || principal.scopes.has(operation);
  return inScope && canEver(holderOf(principal), operation);
}

const notSignedIn = () =>
  new ProblemError(
    401,
    'not-signed-in',
    { title: '没有登录', detail: '没有登录，或登录已经失效。', remedy: '请登录后再试；没有保存的内容仍在页面上。' },
    { 'www-authenticate': 'Bearer realm="jizhun"' },
  );

const passwordDue = () =>
  new ProblemError(403, 'password-change-due', {
    title: '请先修改口令',
    detail: '口令由管理员设定，或已经过期；修改以前不能进行其他操作。',
    remedy: '请在“修改口令”页上设定新的口令。',
  });

const sessionOnly = () =>
  new ProblemError(403, 'not-permitted', {
    title: '不能用接口令牌',
    detail: '这项操作只能由本人登录后在页面上进行。',
    remedy: '请登录后再试。',
  });

/** Names who may: those roles of which the table grants it for anything at all. */
function notPermitted(operation: LifecycleOperation, principal: Principal): ProblemError {
  const { name } = operationFacts(operation);
  if (principal.scopes !== undefined && permissionOf(holderOf(principal), operation, AT_LARGE) !== undefined) {
    return new ProblemError(403, 'not-permitted', {
      title: '接口令牌的范围不够',
      detail: `这个接口令牌不能用于“${name}”，或不能用于这个单位。`,
      remedy: '请在“接口令牌”页上按需要的范围另发一个。',
    });
  }
  const may = roleNames.filter((role) =>
    canEver({ person: '', assignments: [{ id: '', role, inCharge: [], items: [] }] }, operation),
  );
  const own = [...new Set(principal.assignments.map(({ role }) => ROLES[role].name))];
  const yours = own.length === 0 ? '您现在没有任何角色' : `您现在的角色是${own.join('、')}`;
  return new ProblemError(403, 'not-permitted', {
    title: '没有权限',
    detail: `“${name}”由${may.map((role) => ROLES[role].name).join('、')}在各自的范围内进行；${yours}。`,
    remedy: '请由有权限的人办理；角色有误的，请与安全管理员联系。',
  });
}

/** What a caller may do. The one place of the server that asks the permission table. */
export function createPermit(
  principal: Principal,
  { organisation }: Pick<PersonServices, 'organisation'>,
): Permit & {
  /** Lets the caller of an operation in, or throws; answers by what permission, where the table was asked. */
  admit<Input>(
    needs: Needs<Input>,
    input: Input,
    services: PersonServices,
    despitePasswordDue: boolean,
  ): Promise<Permission | undefined>;
} {
  const holder = holderOf(principal);
  let asked: Promise<Tree> | undefined;
  const tree = () => {
    asked ??= organisation.tree();
    return asked;
  };
  const lineOf = async (unit: string) => (await tree()).lineOf(unit);
  const officeOf = async (authority: string) => officeIn(await tree(), authority);
  const may = (operation: LifecycleOperation, subject: Subject = AT_LARGE) =>
    permission(principal, holder, operation, subject) !== undefined;

  const demand = (operation: LifecycleOperation, subject: Subject | undefined, missing: string): Permission => {
    if (subject === undefined) throw notFound(missing);
    const found = permission(principal, holder, operation, subject);
    if (found !== undefined) return found;
    // That something of one's own is there is no news.
    const names = subject.unit ?? subject.item ?? (subject.person === principal.person ? undefined : subject.person);
    if (names === undefined) throw notPermitted(operation, principal);
    const reading = readingOf(operation);
    throw reading !== undefined && may(reading, subject) ? notPermitted(operation, principal) : notFound(missing);
  };

  return {
    principal,
    lineOf,
    officeOf,
    may,
    demand,
    async admit(needs, input, services, despitePasswordDue) {
      if (principal.mustChangePassword === true && !despitePasswordDue) throw passwordDue();
      if (needs === 'person') return undefined;
      if (needs === 'session') {
        if (principal.channel !== 'session') throw sessionOnly();
        return undefined;
      }
      const { operation } = needs;
      if ('subject' in needs) return demand(operation, await needs.subject(input, services), needs.missing);
      if ('among' in needs) {
        if (mayEver(principal, operation)) return undefined;
        throw notPermitted(operation, principal);
      }
      const found = permission(principal, holder, operation, AT_LARGE);
      if (found === undefined) throw notPermitted(operation, principal);
      return found;
    },
  };
}

/** @throws ProblemError 401 where nobody is signed in */
export function signedIn(principal: Principal | undefined): Principal {
  if (principal === undefined) throw notSignedIn();
  return principal;
}

/** How the trail names who acts: 张三（zhangsan）, and for whom, where they stand in for someone. */
export function actorOf({ name, login }: Principal, permission: Permission | undefined): string {
  const deputyFor = permission?.assignment.deputyFor;
  return `${name}（${login}）${deputyFor === undefined ? '' : `，代${deputyFor.name}`}`;
}
