import type { Intake } from '@jizhun/intake';
import type { Documents } from '@jizhun/store';
import { z } from 'zod';
import type { TenantJobs } from '../jobs/jobs.ts';
import { JobRefused, jobKind } from '../jobs/kind.ts';
import { type ArchiveCounts, takeArchive } from './archive.ts';
import type { Workshop } from './workshop.ts';

/** Names of files that were not taken, as far as the result tells them one by one. */
const NAMES_TOLD = 5;

/** What an archive is taken in with. */
interface Taking {
  intake: Pick<Intake, 'unpack'>;
  workshop: Pick<Workshop, 'take'>;
  documents: Pick<Documents, 'find'>;
  jobs: Pick<TenantJobs, 'file'>;
}

const inputSchema = z.object({
  name: z.string(),
  unit: z.string().optional(),
  authority: z.string().optional(),
  /** From where it was sent: what the trail says of its documents. */
  origin: z.string(),
});

interface Kept extends ArchiveCounts {
  /** Names of those that were refused, the first few. */
  names: string[];
}

const NOTHING: Kept = { added: 0, present: 0, refused: 0, names: [] };

/**
 * Takes in the files of an archive, and tells whoever listens of each. It goes on where nobody does. A file that was
 * taken in before the program was killed is there already when it comes again.
 */
export const archiveJob = jobKind<Taking, typeof inputSchema>({
  kind: 'documents.archive',
  title: '加入压缩包中的文件',
  input: inputSchema,
  mostAttempts: 3,
  async run({ name, unit, authority, origin }, { tenant, job, from, progress, tell, by }) {
    const bytes = await tenant.jobs.file(job.id);
    if (bytes === undefined) throw new JobRefused(`“${name}”已不在。`, '请重新加入。');
    const unpacked = await tenant.intake.unpack(bytes, name);
    if (!unpacked.ok) throw new JobRefused(unpacked.refusal.message, unpacked.refusal.remedy);
    const kept: Kept = { ...((from.kept as Kept | undefined) ?? NOTHING) };
    let total: number | undefined;
    const say = (doing?: string) =>
      progress({ done: kept.added + kept.present + kept.refused, total, doing, kept: { ...kept } });
    const place = {
      ...(unit === undefined ? {} : { unit }),
      ...(authority === undefined ? {} : { authority }),
    };
    for await (const line of takeArchive(name, unpacked.files, place, () => ({ ...by(), origin }), tenant, kept)) {
      tell(line);
      if (line.kind === 'archive') total = line.files;
      if (line.kind !== 'file') continue;
      kept[line.outcome]++;
      if (line.outcome === 'refused' && kept.names.length < NAMES_TOLD) kept.names = [...kept.names, line.name];
      say(`已读取“${line.name}”`);
    }
    say();
    const told = [
      ...(kept.added > 0 ? [`加入 ${kept.added} 份`] : []),
      ...(kept.present > 0 ? [`${kept.present} 份已在列表中`] : []),
      ...(kept.refused > 0
        ? [`${kept.refused} 份未加入（${kept.names.join('、')}${kept.refused > kept.names.length ? '等' : ''}）`]
        : []),
    ];
    return {
      outcome: `“${name}”：${told.length === 0 ? '没有可以加入的文件' : told.join('，')}。`,
      link: '/documents',
    };
  },
});
