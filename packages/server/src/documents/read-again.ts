import { setImmediate as breathe } from 'node:timers/promises';
import { type Documents, PROGRAM, type Stamp } from '@jizhun/store';
import { z } from 'zod';
import type { TenantJobs } from '../jobs/jobs.ts';
import { jobKind } from '../jobs/kind.ts';
import type { Workshop } from './workshop.ts';

/** Names of documents that could not be renewed, as far as the result tells them one by one. */
const NAMES_TOLD = 5;

interface Renewing {
  documents: Pick<Documents, 'stale'>;
  workshop: Pick<Workshop, 'versions' | 'renew'>;
}

const staleOf = ({ documents, workshop }: Renewing) =>
  documents.stale(workshop.versions.reader, workshop.versions.rules);

/**
 * Renews, one after another, every document that another version of the program read or checked. One that fails is named
 * and left as it is, for the next start to try again. What was renewed is no longer stale, so that a killed program goes
 * on with the rest.
 */
export const readAgain = jobKind<Renewing, z.ZodObject<Record<string, never>>>({
  kind: 'documents.read-again',
  title: '程序更新后重新读取、核对文件',
  input: z.object({}),
  async run(_input, { tenant, from, progress, signal, by }) {
    const stale = await staleOf(tenant);
    const total = from.done + stale.length;
    let done = from.done;
    const failed: string[] = [];
    for (const document of stale) {
      progress({ done, total, doing: `正在重新读取、核对“${document.name}”` });
      try {
        await tenant.workshop.renew(document, { ...by(), origin: '程序更新' });
      } catch (error) {
        signal.throwIfAborted();
        failed.push(`“${document.name}”（${error instanceof Error ? error.message : String(error)}）`);
      }
      done++;
      await breathe();
    }
    progress({ done, total });
    const told = failed.slice(0, NAMES_TOLD).join('、');
    const rest = failed.length > NAMES_TOLD ? `等 ${failed.length} 份` : '';
    return {
      outcome:
        failed.length === 0
          ? `已重新读取、核对 ${done} 份。`
          : `已重新读取、核对 ${done - failed.length} 份；${told}${rest}未成，仍是此前的结果，下次启动时再试。`,
    };
  },
});

/** Asks for the renewal of what earlier versions of the program read and found, where there is such. Answers how much. */
export async function askForRenewal(tenant: Renewing & { jobs: TenantJobs }, now: Date): Promise<number> {
  const { length } = await staleOf(tenant);
  const by: Stamp = { at: now, actor: PROGRAM, origin: '程序更新' };
  if (length > 0) await tenant.jobs.addUnlessOpen(readAgain, {}, by);
  return length;
}

/** How many documents wait for it. */
export async function renewalPending(tenant: Renewing & { jobs: TenantJobs }): Promise<number> {
  return (await tenant.jobs.countOpen(readAgain.kind)) === 0 ? 0 : (await staleOf(tenant)).length;
}
