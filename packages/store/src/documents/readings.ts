import { storable } from '../storable.ts';
import { correctionsOf } from './corrections.ts';
import { listedRow, listedRows, onList } from './listed.ts';
import { hold, putDerived, putReading, putReport, readingIn, versionsIn, versionsOf } from './parts.ts';
import type { DocumentScope } from './scope.ts';
import { suppressionsOf } from './suppressions.ts';
import type { Documents } from './types.ts';

/** What gives out readings and reports, and replaces those of earlier versions. */
export function readings({
  db,
  tenant,
  run,
  recorded,
}: DocumentScope): Pick<
  Documents,
  'content' | 'disclosure' | 'stale' | 'replaceReading' | 'replaceReport' | 'keepReading'
> {
  return {
    content: (id) =>
      run(() =>
        // One snapshot, so that reading and findings belong together while another version replaces them.
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (tx) => {
            const row = await listedRows(tx, tenant)
              .select(['r.disclosure', 'r.notices', 'p.source', 'p.unchecked', 'p.suppressed'])
              .where('d.id', '=', id)
              .executeTakeFirst();
            if (row === undefined) return undefined;
            const findings = await tx
              .selectFrom('finding')
              .select('content')
              .where('tenant_id', '=', tenant)
              .where('document_id', '=', id)
              .orderBy('seq')
              .execute();
            const document = listedRow(row);
            const list = findings.map(({ content }) => content).join(',');
            return {
              document,
              disclosure: row.disclosure,
              notices: row.notices,
              corrections: await correctionsOf(tx, tenant, id),
              suppressions: await suppressionsOf(tx, tenant, id),
              report: `{"source":${row.source},"findings":[${list}],"unchecked":${row.unchecked},"suppressed":${row.suppressed}}`,
            };
          }),
      ),

    disclosure: (id) =>
      run(() => onList(db, tenant).select(['d.name', 'r.disclosure']).where('d.id', '=', id).executeTakeFirst()),

    stale: (readerVersion, rulesVersion) =>
      run(async () => {
        const found = await onList(db, tenant)
          .select(['d.id', 'd.name', 'd.sha256', 'r.reader_version', 'p.rules_version'])
          .where((eb) =>
            eb.or([eb('r.reader_version', '<>', readerVersion), eb('p.rules_version', '<>', rulesVersion)]),
          )
          .orderBy('d.added_at', 'desc')
          .execute();
        return found.map(({ reader_version, rules_version, ...row }) => ({
          ...row,
          readerVersion: reader_version,
          rulesVersion: rules_version,
        }));
      }),

    replaceReading: (id, reading, derive, by) =>
      recorded(async (tx, note) => {
        if (!(await hold(tx, tenant, id))) return;
        const before = await versionsIn(tx, tenant, id);
        const suppressions = await suppressionsOf(tx, tenant, id);
        const { summary, report } = derive(reading.disclosure, await correctionsOf(tx, tenant, id), suppressions);
        await putReading(tx, tenant, id, { ...reading, summary }, by.at);
        await putReport(tx, tenant, id, report, by.at);
        await note('document.read-again', id, { before, after: versionsOf(reading, report) });
      }, by),

    replaceReport: (id, derive, by) =>
      recorded(async (tx, note) => {
        const disclosure = (await hold(tx, tenant, id)) ? await readingIn(tx, tenant, id) : undefined;
        if (disclosure === undefined) return;
        const before = await versionsIn(tx, tenant, id);
        await putDerived(tx, tenant, id, disclosure, derive, by.at);
        await note('document.check-again', id, { before, after: await versionsIn(tx, tenant, id) });
      }, by),

    keepReading: (id, readerVersion, notice, by) =>
      recorded(async (tx, note) => {
        await tx
          .updateTable('reading')
          .set({ reader_version: readerVersion, notice: storable(notice) })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .execute();
        await note('document.keep-reading', id, { after: { notice: storable(notice) } });
      }, by),
  };
}
