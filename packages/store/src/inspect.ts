import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Checkpoint } from './audit/event.ts';
import type { Trail } from './audit/trail.ts';
import { breakWords } from './audit/verify.ts';
import type { Documents } from './documents/types.ts';
import type { Organisation } from './organisation/index.ts';
import type { Run } from './scope.ts';
import type { Tables } from './tables.ts';

/** One thing that was looked at, and what was seen, in words for the person who keeps the installation. */
export interface Inspection {
  what: string;
  fine: boolean;
  detail: string;
  remedy?: string;
}

const RESTORE = '请停止服务，保留现状的副本，并从最近的备份中恢复；同时查明是谁改动了数据库。';

/** What of a tenant is looked at. */
interface Belongings {
  tenant: number;
  name: string;
  trail: Trail;
  documents: Documents;
  organisation: Organisation;
  /** Identifiers of the documents on the list. */
  ids(): Promise<string[]>;
}

/** Follows the trail of a tenant from its first row to its last. */
async function inspectTrail({ trail, name }: Belongings, kept: readonly Checkpoint[]): Promise<Inspection> {
  const what = `操作记录（${name}）`;
  const verification = await trail.verify(kept);
  if (!verification.whole) return { what, fine: false, detail: breakWords(verification.break), remedy: RESTORE };
  const { end, checkpoints } = verification;
  return { what, fine: true, detail: `${end.seq} 条，首尾相连，与 ${checkpoints} 个检查点相符` };
}

/** Computes the digest of every original file again, and looks whether each document has its reading. */
async function inspectDocuments({ documents, ids, name }: Belongings): Promise<Inspection> {
  const what = `文件（${name}）`;
  let bytes = 0;
  const wrong: string[] = [];
  const all = await ids();
  for (const id of all) {
    const original = await documents.original(id);
    // Removed since the list was made.
    if (original === undefined) continue;
    const digest = createHash('sha256');
    for await (const piece of original.pieces()) {
      digest.update(piece);
      bytes += piece.byteLength;
    }
    if (digest.digest('hex') !== original.sha256) wrong.push(`“${original.name}”的原文件与加入时不同`);
    else if ((await documents.find(id)) === undefined) wrong.push(`“${original.name}”没有读取结果`);
  }
  if (wrong.length > 0) {
    const shown = wrong.slice(0, 5).join('；');
    const more = wrong.length > 5 ? `等 ${wrong.length} 处` : '';
    return { what, fine: false, detail: `${shown}${more}。`, remedy: RESTORE };
  }
  return { what, fine: true, detail: `${all.length} 份，共 ${(bytes / 1e6).toFixed(1)} MB，与加入时的摘要一致` };
}

/** Looks whether units are through all years as their changes could have left them. */
async function inspectOrganisation({ organisation, name }: Belongings): Promise<Inspection> {
  const what = `单位（${name}）`;
  const { units, flaws } = await organisation.inspect();
  if (flaws.length > 0) {
    const more = flaws.length > 5 ? `等 ${flaws.length} 处` : '';
    return { what, fine: false, detail: `${flaws.slice(0, 5).join('；')}${more}。`, remedy: RESTORE };
  }
  return { what, fine: true, detail: `${units} 个，历年沿革前后相接` };
}

/** Whether the program itself could rewrite what happened. Where it could, that is no fault, but worth knowing. */
export function privileges(limited: boolean): Inspection {
  const what = '数据库权限';
  if (limited) return { what, fine: true, detail: '程序不能修改、删除操作记录和原文件，不能改动数据库结构' };
  return {
    what,
    fine: true,
    detail: '程序使用的数据库用户也能修改操作记录',
    remedy: '建议授予该用户建立角色的权限（ALTER ROLE 用户 CREATEROLE）后重新启动，程序即改用受限的角色。',
  };
}

/** Looks at everything that a database holds, or at what is one tenant's; one answer for each thing. */
export async function* inspect(
  database: Kysely<Tables>,
  run: Run,
  of: (tenant: number) => Pick<Belongings, 'trail' | 'documents' | 'organisation'>,
  kept: readonly Checkpoint[],
  only?: number,
): AsyncGenerator<Inspection> {
  const tenants = await run(() => database.selectFrom('tenant').select(['id', 'name']).orderBy('id').execute());
  for (const { id: tenant, name } of tenants) {
    if (only !== undefined && tenant !== only) continue;
    const ids = () =>
      run(async () => {
        const found = await database
          .selectFrom('document')
          .select('id')
          .where('tenant_id', '=', tenant)
          .where('deleted_at', 'is', null)
          .execute();
        return found.map(({ id }) => id);
      });
    const belongings = { tenant, name, ids, ...of(tenant) };
    yield await inspectTrail(belongings, kept);
    yield await inspectDocuments(belongings);
    yield await inspectOrganisation(belongings);
  }
}
