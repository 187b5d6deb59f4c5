import type { HomeItem, HomeSection } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import { beijingDay } from '@jizhun/model';
import { daysAfter, daysBetween, type HomeCaller, type HomeSources, line, MOST_LINES, section } from './sections.ts';

const ROLE_DAYS = 30;
const BACKUP_DAYS = 7;
const VERIFY_DAYS = 30;
const DAY_MS = 86_400_000;

const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** For the security administrator: who cannot get in, and whose roles end. */
export async function peopleSections(
  { now, today }: HomeCaller,
  { glance }: Pick<HomeSources, 'glance'>,
): Promise<HomeSection[]> {
  const [locked, without, ending] = await Promise.all([
    glance.locked(now, MOST_LINES),
    glance.withoutAccount(today, MOST_LINES),
    glance.ending({ from: today, to: daysAfter(today, ROLE_DAYS) }, MOST_LINES),
  ]);
  const accounts: HomeItem[] = [
    ...locked.rows.map(({ person, name, until }) =>
      line({
        id: `locked-${person}`,
        weight: 'warning',
        text: `${name}：账号因多次输错口令被锁定`,
        detail: `到 ${beijingDay(until) === today ? '' : `${beijingDay(until)} `}${clock(until)} 自动解除；确认是本人后可以提前解除。`,
        link: { to: `/people/${person}`, label: '解除锁定' },
      }),
    ),
    ...without.rows.map(({ person, name }) =>
      line({
        id: `account-${person}`,
        weight: 'info',
        text: `${name}：有角色，没有账号`,
        detail: '建立账号后才能登录。',
        link: { to: `/people/${person}`, label: '建立账号' },
      }),
    ),
  ];
  const roles = ending.rows.map(({ assignment, person, name, role, day, deputy }) =>
    line({
      id: `ending-${assignment}`,
      weight: daysBetween(today, day) <= 3 ? 'warning' : 'info',
      text: `${name}：${deputy ? '代理' : ''}${ROLES[role].name}，用到 ${day}`,
      daysLeft: daysBetween(today, day),
      link: { to: `/people/${person}`, label: '看角色' },
    }),
  );
  return [
    section(
      {
        id: 'accounts',
        title: '账号',
        empty: '没有锁定的账号，有角色的人员都有账号。',
        more:
          without.count > 0
            ? { to: '/people?account=none', label: '看没有账号的人员' }
            : { to: '/people', label: '看人员' },
      },
      accounts,
      locked.count + without.count,
    ),
    section(
      {
        id: 'ending',
        title: '将到期的角色',
        empty: `${ROLE_DAYS} 天内没有到期的角色和代理。`,
        more: { to: '/people', label: '看人员' },
      },
      roles,
      ending.count,
    ),
  ];
}

/** For the system administrator: whether everything is kept, and what did not come through. */
export async function runningSection(
  { now }: HomeCaller,
  { jobs, audit }: Pick<HomeSources, 'jobs' | 'audit'>,
): Promise<HomeSection> {
  const [backup] = await audit.trail.list({ subject: { kind: 'backup', id: '' }, limit: 1 });
  const backupAt = backup === undefined ? undefined : new Date(backup.at);
  const old = backupAt === undefined || now.getTime() - backupAt.getTime() > BACKUP_DAYS * DAY_MS;
  const items: HomeItem[] = [
    line({
      id: 'backup',
      weight: old ? 'warning' : 'fine',
      text:
        backupAt === undefined
          ? '还没有备份过'
          : old
            ? `上次备份已过 ${Math.floor((now.getTime() - backupAt.getTime()) / DAY_MS)} 天`
            : '备份是新的',
      detail: old ? '请备份，并把备份存到本机以外的地方。' : null,
      at: backupAt?.toISOString() ?? null,
      link: { to: '/running', label: '备份' },
    }),
  ];
  const since = new Date(now.getTime() - BACKUP_DAYS * DAY_MS);
  for (const job of await jobs.list({ states: ['failed', 'running'], limit: 50 })) {
    const failed = job.state === 'failed';
    if (failed && (job.endedAt ?? now) < since) continue;
    items.push(
      line({
        id: `job-${job.id}`,
        weight: failed ? 'error' : 'info',
        text: `${jobs.titleOf(job.kind)}${failed ? '：没有完成' : '：正在进行'}`,
        // What is being done names files, which are not for administrators.
        detail: (failed ? job.problem : undefined) ?? null,
        at: (job.endedAt ?? job.startedAt ?? job.createdAt).toISOString(),
        link: { to: '/jobs', label: '看任务' },
      }),
    );
  }
  const weights = ['error', 'warning', 'info', 'fine'];
  items.sort((one, other) => weights.indexOf(one.weight) - weights.indexOf(other.weight));
  const more = { to: '/running', label: '检查所存的数据' };
  return section({ id: 'running', title: '运行', empty: '备份和后台任务的情况列在这里。', more }, items);
}

/** For the audit administrator: whether the trail was held against its checkpoints, and since when it was not. */
export async function trailSection({ now }: HomeCaller, { audit }: Pick<HomeSources, 'audit'>): Promise<HomeSection> {
  const [recent, checkpoints, head] = await Promise.all([
    audit.trail.list({ subject: { kind: 'trail', id: '' }, limit: 200 }),
    audit.keptCheckpoints(),
    audit.trail.head(),
  ]);
  const verified = recent.find(({ operation }) => operation === 'audit.verify');
  const last = checkpoints.at(-1);
  const whole = verified?.after === undefined || verified.after === null || !/"whole":false/.test(verified.after);
  const stale = verified === undefined || now.getTime() - Date.parse(verified.at) > VERIFY_DAYS * DAY_MS;
  const items: HomeItem[] = [
    line({
      id: 'verified',
      weight: !whole ? 'error' : stale ? 'warning' : 'fine',
      text: !whole
        ? '上次核对：操作记录不完整'
        : verified === undefined
          ? '操作记录还没有核对过'
          : stale
            ? `操作记录已 ${Math.floor((now.getTime() - Date.parse(verified.at)) / DAY_MS)} 天没有核对`
            : '上次核对：操作记录完整',
      detail: whole ? null : '请保留现状，查明是谁改动了数据库，并从备份中恢复。',
      at: verified?.at ?? null,
      link: { to: '/audit', label: '核对' },
    }),
    line({
      id: 'checkpoint',
      weight: last === undefined ? 'warning' : 'fine',
      text:
        last === undefined
          ? `操作记录共 ${head.seq} 条，还没有检查点`
          : `操作记录共 ${head.seq} 条，检查点立到第 ${last.seq} 条`,
      detail: '检查点请定期下载，存到本系统以外的地方。',
      at: last?.at ?? null,
      link: { to: '/audit', label: '下载检查点' },
    }),
  ];
  return section({ id: 'trail', title: '操作记录', empty: '操作记录的核对情况列在这里。' }, items);
}
