import type { Disclosure, Finding } from '@jizhun/model';
import type { Db } from '../scope.ts';
import { storable } from '../storable.ts';
import { correctionsOf } from './corrections.ts';
import { summaryColumns } from './listed.ts';
import { suppressionsOf } from './suppressions.ts';
import type { Derive, StoredReading, StoredReport } from './types.ts';

/** PostgreSQL takes at most 65,535 parameters in a statement; a finding has seven. */
const FINDINGS_A_STATEMENT = 1_000;

/** By which versions a document was read and checked, and what came of it: what the trail keeps of the two. */
export const versionsOf = (reading: Pick<StoredReading, 'readerVersion'>, { rulesVersion, report }: StoredReport) => ({
  reader: reading.readerVersion,
  rules: rulesVersion,
  findings: report.findings.length,
});

/** Stores a reading in the place of the one that is there. */
export const putReading = async (tx: Db, tenant: number, id: string, reading: StoredReading, now: Date) => {
  const { summary } = reading;
  const values = {
    reader_version: reading.readerVersion,
    read_at: now,
    disclosure: JSON.stringify(reading.disclosure),
    notices: JSON.stringify(reading.notices),
    ...summaryColumns(summary),
  };
  await tx
    .insertInto('reading')
    .values({ tenant_id: tenant, document_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'document_id']).doUpdateSet(values))
    .execute();
};

/** Stores a report in the place of the one that is there. */
export const putReport = async (
  tx: Db,
  tenant: number,
  id: string,
  { rulesVersion, report }: StoredReport,
  now: Date,
) => {
  const count = (severity: Finding['severity']) =>
    report.findings.filter((finding) => finding.severity === severity).length;
  const values = {
    rules_version: rulesVersion,
    checked_at: now,
    source: JSON.stringify(report.source),
    unchecked: JSON.stringify(report.unchecked),
    suppressed: JSON.stringify(report.suppressed),
    error_count: count('error'),
    warning_count: count('warning'),
    info_count: count('info'),
    unchecked_count: report.unchecked.length,
  };
  await tx
    .insertInto('report')
    .values({ tenant_id: tenant, document_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'document_id']).doUpdateSet(values))
    .execute();
  await tx.deleteFrom('finding').where('tenant_id', '=', tenant).where('document_id', '=', id).execute();
  const findings = report.findings.map((finding, seq) => ({
    tenant_id: tenant,
    document_id: id,
    seq,
    rule: storable(finding.rule),
    severity: finding.severity,
    message: storable(finding.message),
    content: JSON.stringify(finding),
  }));
  for (let from = 0; from < findings.length; from += FINDINGS_A_STATEMENT) {
    await tx
      .insertInto('finding')
      .values(findings.slice(from, from + FINDINGS_A_STATEMENT))
      .execute();
  }
};

/** Holds the document until the end of the transaction, so that reading, corrections and report stay in step. */
export const hold = async (tx: Db, tenant: number, id: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('document')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
};

/** The reading of a document. */
export const readingIn = async (tx: Db, tenant: number, id: string): Promise<Disclosure | undefined> => {
  const row = await tx
    .selectFrom('reading')
    .select('disclosure')
    .where('tenant_id', '=', tenant)
    .where('document_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.disclosure) as Disclosure);
};

/** By which versions a document is read and checked now. */
export const versionsIn = async (tx: Db, tenant: number, id: string) => {
  const row = await tx
    .selectFrom('reading as r')
    .innerJoin('report as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'r.tenant_id')
        .onRef('p.document_id', '=', 'r.document_id')
        .on('p.tenant_id', '=', tenant),
    )
    .select(['r.reader_version', 'p.rules_version', 'p.error_count', 'p.warning_count', 'p.info_count'])
    .where('r.tenant_id', '=', tenant)
    .where('r.document_id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const findings = row.error_count + row.warning_count + row.info_count;
  return { reader: row.reader_version, rules: row.rules_version, findings };
};

/** Replaces what follows from the reading and the corrections as they are now. */
export const putDerived = async (
  tx: Db,
  tenant: number,
  id: string,
  disclosure: Disclosure,
  derive: Derive,
  now: Date,
) => {
  const { summary, report } = derive(
    disclosure,
    await correctionsOf(tx, tenant, id),
    await suppressionsOf(tx, tenant, id),
  );
  // The notice tells of the file and of how it was read, which no correction changes.
  const { notice: _, ...columns } = summaryColumns(summary);
  await tx.updateTable('reading').set(columns).where('tenant_id', '=', tenant).where('document_id', '=', id).execute();
  await putReport(tx, tenant, id, report, now);
};

/** The name of a document, and whether it stands on the list; held until the end of the transaction. */
export const holdAny = (tx: Db, tenant: number, id: string) =>
  tx
    .selectFrom('document')
    .select(['name', 'deleted_at'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
