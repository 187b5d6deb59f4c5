import { beijingDay } from '@jizhun/model';
import type { Account, Stamp, Store } from '@jizhun/store';
import { UsageError } from '../arguments.ts';
import { systemUser } from '../beginning.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { withStore } from '../own-store.ts';
import type { Terminal } from '../terminal.ts';

const ACTIONS = ['list', 'reset', 'unlock'] as const;

export const user: Command = {
  name: 'user',
  usage: 'list|reset|unlock [登录名]',
  summary: '无人能登录时在服务器上用：列出账号，重置口令，解除锁定',
  options: [{ name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' }],
  details: [
    'list 列出各租户的账号；reset 给一个人新的口令，只显示一次，登录后须修改；unlock 解除锁定，并启用被停用的账号。',
    '平时由安全管理员在网页上做。本命令须先停止服务，由能读数据目录的账号执行；执行者的系统账号记入操作记录。',
  ],
  examples: ['jizhun user list --data /srv/jizhun', 'jizhun user reset zhangsan --data /srv/jizhun'],
  async run(args, terminal) {
    const [action, login, ...more] = args.positionals;
    const known = ACTIONS.find((name) => name === action);
    if (known === undefined || more.length > 0 || (login === undefined) !== (known === 'list'))
      throw new UsageError('请写 list，或 reset 登录名，或 unlock 登录名。');
    try {
      return await withStore(args.value('data'), terminal, async (store) => {
        if (login === undefined) return list(store, terminal);
        const door = await store.doors.byLogin(login.normalize('NFKC').trim().toLowerCase());
        const found = door && { ...door, account: await store.accounts(door.tenant).find(door.person) };
        if (found?.account === undefined) {
          terminal.warn(`没有登录名“${login}”。用 jizhun user list 查看全部账号。`);
          return FAILED;
        }
        const by: Stamp = { at: new Date(), actor: '程序', origin: `命令行（${systemUser()}）` };
        const { tenant, account } = found;
        return known === 'reset'
          ? reset(store, tenant, account, by, terminal)
          : unlock(store, tenant, account, by, terminal);
      });
    } catch (error) {
      terminal.warn(`没有完成：${describeFailure(error)}`);
      return FAILED;
    }
  },
};

function stateOf({ endedAt, disabledAt, lockedUntil, mustChange, hasPassword }: Account, now: Date): string {
  if (endedAt !== undefined) return '已离任';
  if (disabledAt !== undefined) return '已停用';
  if (lockedUntil !== undefined && lockedUntil > now) return '已锁定';
  if (!hasPassword) return '无口令';
  return mustChange ? '待改口令' : '正常';
}

async function list(store: Store, terminal: Terminal): Promise<number> {
  const now = new Date();
  const day = beijingDay(now);
  const { ROLES } = await import('@jizhun/server/initialise');
  for (const { id, name } of await store.tenants()) {
    terminal.print(`租户 ${id}：${name}`);
    for (const account of await store.accounts(id).list()) {
      const held = await store.organisation(id).assignmentsOf(account.person, day);
      const roles = [...new Set(held.map(({ role }) => ROLES[role].name))].join('、');
      terminal.print(`  ${account.login}  ${account.name}  ${stateOf(account, now)}  ${roles || '没有角色'}`);
    }
  }
  return CLEAN;
}

async function reset(
  store: Store,
  tenant: number,
  { person, name, login }: Account,
  by: Stamp,
  terminal: Terminal,
): Promise<number> {
  const { newOneTimePassword } = await import('@jizhun/server/initialise');
  const { password, hash, remember, until } = await newOneTimePassword(store, tenant, by.at);
  await store.accounts(tenant).setPassword(person, { hash, mustChange: true, remember }, by);
  terminal.print(`${name}（${login}）的新口令：${password}`);
  const day = beijingDay(until);
  terminal.print(`只显示这一次；${day} 前登录，登录后须立即修改。原有的会话已结束。`);
  return CLEAN;
}

async function unlock(
  store: Store,
  tenant: number,
  { person, name, login }: Account,
  by: Stamp,
  terminal: Terminal,
): Promise<number> {
  const accounts = store.accounts(tenant);
  const unlocked = await accounts.unlock(person, by);
  const enabled = await accounts.setDisabled(person, false, by);
  terminal.print(unlocked || enabled ? `${name}（${login}）可以登录了。` : `${name}（${login}）没有锁定，也没有停用。`);
  return CLEAN;
}
