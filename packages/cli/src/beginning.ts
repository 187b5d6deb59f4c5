import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { beijingDay } from '@jizhun/model';
import type { Beginning, FirstAccount, FirstRole } from '@jizhun/server/initialise';
import { type Arguments, type OptionSpec, UsageError } from './arguments.ts';
import { describeFileError } from './files.ts';
import { OutputError } from './output.ts';
import type { Questions } from './questions.ts';
import type { Terminal } from './terminal.ts';
import { hang } from './text/wrap.ts';

const PEOPLE: readonly { role: FirstRole; option: string; title: string; duty: string }[] = [
  { role: 'system-administrator', option: 'system', title: '系统管理员', duty: '管理单位、人员、项目和系统运行' },
  { role: 'security-administrator', option: 'security', title: '安全管理员', duty: '授予角色，管理口令和会话' },
  { role: 'audit-administrator', option: 'audit', title: '审计管理员', duty: '查阅、核对操作记录' },
];

/** What says whose data it is and who its first administrators are: on the command line, or asked. */
export const beginningOptions: readonly OptionSpec[] = [
  { name: 'name', value: '名称', summary: '财政部门的名称，如 某县财政局' },
  { name: 'adcode', value: '代码', summary: '行政区划代码，六位数字' },
  { name: 'place', value: '配置', summary: '地方配置的标识，如 jiangsu；不写时按全国的一般要求' },
  ...PEOPLE.map(({ option, title }) => ({ name: option, value: '姓名:登录名', summary: `${title}，如 张三:zhangsan` })),
  {
    name: 'passwords',
    value: '文件',
    summary: '三名管理员的初始口令，依次一行一个，“-”为标准输入；不写时由程序给出，只显示一次',
  },
];

/** The person at the machine, as the system knows them. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // Some container platforms run programs as users that nothing knows.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

function personOf(text: string, title: string): { name: string; login: string } {
  const [name = '', login = '', ...more] = text.split(/[:：]/).map((part) => part.trim());
  if (name === '' || login === '' || more.length > 0) {
    throw new UsageError(`${title}“${text}”写法不对，应为 姓名:登录名，如 张三:zhangsan。`);
  }
  return { name, login };
}

function passwordsIn(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new OutputError(describeFileError(file, error));
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length !== PEOPLE.length) {
    throw new UsageError(`口令文件应有 ${PEOPLE.length} 行（系统、安全、审计管理员），实有 ${lines.length} 行。`);
  }
  return lines;
}

/** What was given, and the rest asked for; without `questions`, what is missing ends the command. */
export async function beginningOf(args: Arguments, questions: Questions | undefined): Promise<Beginning> {
  const file = args.value('passwords');
  const passwords = file === undefined ? undefined : passwordsIn(file);
  const missing = ['name', ...PEOPLE.map(({ option }) => option)].filter((option) => args.value(option) === undefined);
  if (questions === undefined && missing.length > 0) {
    throw new UsageError(`缺少 ${missing.map((option) => `--${option}`).join('、')}。`);
  }
  const { faultOf } = await import('@jizhun/server/initialise');
  const optional = (fault: (text: string) => string | undefined) => ({
    usual: '',
    fault: (text: string) => (text === '' ? undefined : fault(text)),
  });
  const name = args.value('name') ?? (await questions?.ask('财政部门的名称，如 某县财政局')) ?? '';
  const adcode = args.value('adcode') ?? (await questions?.ask('行政区划代码，六位，可不填', optional(faultOf.adcode)));
  const place =
    args.value('place') ?? (await questions?.ask('地方配置的标识，如 national，可不填', optional(faultOf.place)));
  const people = {} as Record<FirstRole, Beginning['people'][FirstRole]>;
  for (const [at, { role, option, title, duty }] of PEOPLE.entries()) {
    const given = args.value(option);
    const person =
      given === undefined
        ? {
            name: (await questions?.ask(`${title}（${duty}）的姓名`)) ?? '',
            login: (await questions?.ask(`${title}的登录名`, { fault: faultOf.login })) ?? '',
          }
        : personOf(given, title);
    people[role] = { ...person, password: passwords?.[at] };
  }
  return { name, people, ...(adcode ? { adcode } : {}), ...(place ? { place } : {}) };
}

/** Shows who may sign in now. The passwords are shown this once, and kept nowhere. */
export function showAccounts(accounts: readonly FirstAccount[], terminal: Terminal): void {
  for (const { role, name, login, password } of accounts) {
    const words = password === undefined ? '口令为所给的' : `口令 ${password}`;
    terminal.print(hang(`  ${role}  `, `${name}，登录名 ${login}，${words}`, 14, terminal.width).join('\n'));
  }
  const [first] = accounts;
  if (first === undefined) return;
  const day = beijingDay(first.until);
  terminal.print(`口令只显示这一次，请分别交给本人；${day} 前首次登录，登录后须立即修改。`);
}
