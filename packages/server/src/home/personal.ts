import type { HomeItem, HomeSection } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import { daysAfter, daysBetween, type HomeCaller, type HomeSources, line, MOST_LINES, section } from './sections.ts';

/** A person is told this many days ahead. */
const PASSWORD_DAYS = 14;
const ROLE_DAYS = 30;
/** Failures older than this are history. */
const JOB_DAYS = 7;

/** What concerns the person alone: password, roles that end, long work of their own. */
export async function personalSection(
  { principal, now, today }: HomeCaller,
  { glance, jobs }: Pick<HomeSources, 'glance' | 'jobs'>,
  /** The last day of their password; null where there is none, or it does not expire. */
  passwordExpiresOn: string | null,
): Promise<HomeSection> {
  const items: HomeItem[] = [];
  if (passwordExpiresOn !== null) {
    const left = daysBetween(today, passwordExpiresOn);
    if (left <= PASSWORD_DAYS) {
      items.push(
        line({
          id: 'password',
          weight: left <= 3 ? 'error' : 'warning',
          text: `口令用到 ${passwordExpiresOn}`,
          detail: '到期后登录时须先更改。',
          daysLeft: left,
          link: { to: '/account', label: '更改口令' },
        }),
      );
    }
  }
  const ending = await glance.ending({ from: today, to: daysAfter(today, ROLE_DAYS) }, MOST_LINES, principal.person);
  for (const { assignment, role, day, deputy } of ending.rows) {
    const left = daysBetween(today, day);
    items.push(
      line({
        id: `role-${assignment}`,
        weight: left <= 3 ? 'warning' : 'info',
        text: `${deputy ? '代理的' : ''}角色“${ROLES[role].name}”用到 ${day}`,
        detail: deputy ? null : '需要继续担任的，请安全管理员延长。',
        daysLeft: left,
        link: { to: '/account', label: '看角色' },
      }),
    );
  }
  const since = new Date(now.getTime() - JOB_DAYS * 86_400_000);
  const own = await jobs.list({ person: principal.person, states: ['failed', 'running', 'waiting'], limit: 50 });
  for (const job of own) {
    if (job.state === 'failed' && (job.endedAt ?? now) < since) continue;
    const failed = job.state === 'failed';
    items.push(
      line({
        id: `job-${job.id}`,
        weight: failed ? 'error' : 'info',
        text: `${jobs.titleOf(job.kind)}${failed ? '：没有完成' : '：正在进行'}`,
        detail: failed ? (job.problem ?? null) : (job.doing ?? null),
        at: (job.endedAt ?? job.createdAt).toISOString(),
        link: { to: '/jobs', label: '看任务' },
      }),
    );
  }
  return section(
    { id: 'own', title: '本人事项', empty: '没有。口令、角色将到期，或发起的任务没有完成时，在这里提醒。' },
    items,
  );
}
