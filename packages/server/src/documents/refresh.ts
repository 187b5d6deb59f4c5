import { setImmediate as breathe } from 'node:timers/promises';
import { type Documents, PROGRAM } from '@jizhun/store';
import type { Workshop } from './workshop.ts';

/** The renewal of what earlier versions of the program read and found, running beside the requests. */
export interface Refresh {
  /** How many documents still wait. */
  pending(): number;
  /** Resolves when none waits any more, or after `stop`. */
  done: Promise<void>;
  /** Ends after the document at hand. */
  stop(): Promise<void>;
}

/**
 * Renews, one after another, every document that another version read or checked. One that fails is named and left as
 * it is, for the next start to try again. Resolves as soon as it is known how many there are.
 */
export async function startRefresh(
  documents: Documents,
  workshop: Workshop,
  now: () => Date,
  say: (line: string) => void,
): Promise<Refresh> {
  const stale = await documents.stale(workshop.versions.reader, workshop.versions.rules);
  let stopped = false;
  let pending = stale.length;
  if (pending > 0) say(`程序有更新，将在后台重新读取、核对 ${pending} 份文件`);
  const work = async () => {
    for (const document of stale) {
      if (stopped) return;
      try {
        await workshop.renew(document, { at: now(), actor: PROGRAM, origin: '程序更新' });
      } catch (error) {
        if (stopped) return;
        say(`“${document.name}”未能重新读取、核对，仍是此前的结果：${error instanceof Error ? error.message : error}`);
      }
      pending--;
      await breathe();
    }
  };
  const done = work();
  return {
    pending: () => pending,
    done,
    async stop() {
      stopped = true;
      await done;
    },
  };
}
