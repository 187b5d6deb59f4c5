import type { Correction, Disclosure, Finding, Notice, Report } from '@jizhun/model';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Deed, Stamp } from './audit/event.ts';
import { appendEvent } from './audit/trail.ts';
import { storable, storableOrNull } from './storable.ts';
import { type NewSuppression, type StoredSuppression, suppressionsOf } from './suppressions.ts';
import type { Tables } from './tables.ts';
import { tenantGuard } from './tenant-guard.ts';

type DocumentReport = Report['documents'][number];

/** What the list shows of a reading, taken from it once when it is stored. */
export interface ReadingSummary {
  title?: string;
  unitName?: string;
  place?: { id?: string; adcode?: string; name?: string };
  fiscalYear?: number;
  sheetCount: number;
  indicatorCount: number;
  tableCount: number;
  /** Integer fen; null where the file states no total. */
  amountFen: number | null;
  unreadCount: number;
  /** One Chinese sentence that a reader of the list should know first. */
  notice?: string;
}

/** What a version of the reader made of a file. */
export interface StoredReading {
  readerVersion: string;
  disclosure: Disclosure;
  notices: readonly Notice[];
  summary: ReadingSummary;
}

/** What people put right in one step, to be added. */
export interface NewChange {
  edits: readonly Correction[];
  reason?: string;
}

/** A correction as it is kept; `change` is the step in which it was made, and is taken back. */
export interface StoredCorrection extends Correction {
  seq: number;
  change: number;
  author: string;
  reason?: string;
  at: Date;
  withdrawnAt?: Date;
  withdrawnBy?: string;
}

/**
 * What follows from a reading, the corrections laid over it and the findings answered for: the line of the list, and the
 * report. Called while the document is locked, so it should only compute.
 */
export type Derive = (
  disclosure: Disclosure,
  corrections: readonly StoredCorrection[],
  suppressions: readonly StoredSuppression[],
) => { summary: ReadingSummary; report: StoredReport };

/** What a version of the rules made of that reading. */
export interface StoredReport {
  rulesVersion: string;
  report: DocumentReport;
}

/** A file that is to be added; identity and time come from the caller. */
export interface NewDocument {
  id: string;
  name: string;
  sha256: string;
  mediaType: string;
  bytes: Uint8Array;
  example: boolean;
}

/** A line of the list. */
export interface DocumentRow extends ReadingSummary {
  id: string;
  name: string;
  sha256: string;
  mediaType: string;
  bytes: number;
  example: boolean;
  addedAt: Date;
  findings: { error: number; warning: number; info: number };
  uncheckedCount: number;
}

/** A document's page, its large parts as the JSON text that was stored. */
export interface DocumentContent {
  document: DocumentRow;
  disclosure: string;
  report: string;
  notices: string;
  /** The oldest first, those taken back too. */
  corrections: StoredCorrection[];
  /** The oldest first, the ended ones too. */
  suppressions: StoredSuppression[];
}

/** A file that was read or checked by another version of the program. */
export interface StaleDocument {
  id: string;
  name: string;
  sha256: string;
  readerVersion: string;
  rulesVersion: string;
}

/** A file as it came, its bytes in pieces. */
export interface OriginalFile {
  name: string;
  mediaType: string;
  sha256: string;
  byteCount: number;
  pieces(): AsyncGenerator<Uint8Array>;
}

/** Runs one piece of work that may be repeated: a server that restarts in the middle is waited for. */
export type Run = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * The documents of one tenant. Every change goes into the trail in its own transaction. Removed ones are kept, but not
 * seen by anything except `restore` and `add`.
 */
export interface Documents {
  /** The newest first. */
  list(): Promise<DocumentRow[]>;
  /** How many stand on the list. */
  count(): Promise<number>;
  find(id: string): Promise<DocumentRow | undefined>;
  /** The document with these very bytes; `removed` tells that it was taken off the list. */
  findBySha(sha256: string): Promise<{ id: string; removed: boolean } | undefined>;
  content(id: string): Promise<DocumentContent | undefined>;
  /** The reading as stored JSON text. */
  disclosure(id: string): Promise<{ name: string; disclosure: string } | undefined>;
  /** The corrections of a document, the oldest first, those taken back too. */
  corrections(id: string): Promise<StoredCorrection[]>;
  original(id: string): Promise<OriginalFile | undefined>;
  /** Examples by name, removed ones too. */
  examples(): Promise<{ id: string; name: string; sha256: string; removed: boolean }[]>;
  /**
   * Stores a file with its reading and its findings, all or nothing. Where the same bytes are there, nothing is stored
   * twice: `created` is false, or true when they had been removed and are back on the list.
   */
  add(
    document: NewDocument,
    reading: StoredReading,
    report: StoredReport,
    by: Stamp,
  ): Promise<{ id: string; created: boolean }>;
  /** Puts back on the list what has these bytes and was removed. */
  revive(id: string, name: string, by: Stamp): Promise<boolean>;
  /** Takes a document off the list; false where there is none. */
  remove(id: string, by: Stamp): Promise<boolean>;
  /** Puts a removed document back; false where there is none. */
  restore(id: string, by: Stamp): Promise<boolean>;
  /** Documents of the list whose reading or report stems from another version. */
  stale(readerVersion: string, rulesVersion: string): Promise<StaleDocument[]>;
  /** Replaces the reading, and what follows from it with the corrections that are there. */
  replaceReading(id: string, reading: Omit<StoredReading, 'summary'>, derive: Derive, by: Stamp): Promise<void>;
  /** Replaces what follows from the reading and its corrections. */
  replaceReport(id: string, derive: Derive, by: Stamp): Promise<void>;
  /**
   * Lays corrections over the reading, and replaces what follows from it, in one step. `accept` looks at the reading and
   * the corrections that are there, and throws where the new ones do not fit them; then nothing is stored. Answers the
   * number of the change; undefined where there is no such document.
   */
  correct(
    id: string,
    change: NewChange,
    accept: (disclosure: Disclosure, corrections: readonly StoredCorrection[]) => void,
    derive: Derive,
    by: Stamp,
  ): Promise<number | undefined>;
  /** Takes a change back; false where there is none that stands. */
  withdraw(id: string, change: number, derive: Derive, by: Stamp): Promise<boolean>;
  /**
   * Answers for a finding, and replaces what follows, in one step. `accept` looks at the report as it stands, names the
   * finding, and throws where there is none such; then nothing is stored. Answers the number; undefined where there is no
   * such document.
   */
  suppress(
    id: string,
    suppression: NewSuppression,
    accept: (report: DocumentReport) => { rule: string; about: string },
    derive: Derive,
    by: Stamp,
  ): Promise<number | undefined>;
  /** Ends a suppression; false where there is none that stands. */
  endSuppression(id: string, seq: number, derive: Derive, by: Stamp): Promise<boolean>;
  /** Ends the suppressions whose last day was before `today` (2026-03-31). Answers how many documents this concerned. */
  expireSuppressions(today: string, derive: Derive, by: Stamp): Promise<number>;
  /** Keeps the old reading and notes that this version could not make a new one, so that it is not tried again. */
  keepReading(id: string, readerVersion: string, notice: string, by: Stamp): Promise<void>;
}

const PIECE = 1 << 20;
/** PostgreSQL takes at most 65,535 parameters in a statement; a finding has seven. */
const FINDINGS_A_STATEMENT = 1_000;

/** Adds a row to the trail about a document. */
type Note = (operation: string, id: string, what?: Pick<Deed, 'before' | 'after' | 'reason'>) => Promise<void>;

/** By which versions a document was read and checked, and what came of it: what the trail keeps of the two. */
const versionsOf = (reading: Pick<StoredReading, 'readerVersion'>, { rulesVersion, report }: StoredReport) => ({
  reader: reading.readerVersion,
  rules: rulesVersion,
  findings: report.findings.length,
});

const summaryColumns = (summary: ReadingSummary) => ({
  title: storableOrNull(summary.title),
  unit_name: storableOrNull(summary.unitName),
  place_id: storableOrNull(summary.place?.id),
  place_adcode: storableOrNull(summary.place?.adcode),
  place_name: storableOrNull(summary.place?.name),
  fiscal_year: summary.fiscalYear ?? null,
  sheet_count: summary.sheetCount,
  indicator_count: summary.indicatorCount,
  table_count: summary.tableCount,
  amount_fen: summary.amountFen,
  unread_count: summary.unreadCount,
  notice: storableOrNull(summary.notice),
});

/** The documents of a tenant, over a connection in which no query can leave that tenant. */
export function documentsOf(database: Kysely<Tables>, tenant: number, run: Run): Documents {
  const db = database.withPlugin(tenantGuard(tenant));
  type Db = typeof db | Transaction<Tables>;

  const rows = (from: Db) =>
    from
      .selectFrom('document as d')
      .innerJoin('file as f', (join) =>
        join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.sha256', '=', 'd.sha256').on('f.tenant_id', '=', tenant),
      )
      .innerJoin('reading as r', (join) =>
        join
          .onRef('r.tenant_id', '=', 'd.tenant_id')
          .onRef('r.document_id', '=', 'd.id')
          .on('r.tenant_id', '=', tenant),
      )
      .innerJoin('report as p', (join) =>
        join
          .onRef('p.tenant_id', '=', 'd.tenant_id')
          .onRef('p.document_id', '=', 'd.id')
          .on('p.tenant_id', '=', tenant),
      )
      .where('d.tenant_id', '=', tenant)
      .where('d.deleted_at', 'is', null)
      .select([
        'd.id',
        'd.name',
        'd.sha256',
        'd.example',
        'd.added_at',
        'f.media_type',
        'f.byte_count',
        'r.title',
        'r.unit_name',
        'r.place_id',
        'r.place_adcode',
        'r.place_name',
        'r.fiscal_year',
        'r.sheet_count',
        'r.indicator_count',
        'r.table_count',
        'r.amount_fen',
        'r.unread_count',
        'r.notice',
        'p.error_count',
        'p.warning_count',
        'p.info_count',
        'p.unchecked_count',
      ]);

  const rowOf = (row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): DocumentRow => {
    const place = {
      ...(row.place_id === null ? {} : { id: row.place_id }),
      ...(row.place_adcode === null ? {} : { adcode: row.place_adcode }),
      ...(row.place_name === null ? {} : { name: row.place_name }),
    };
    return {
      id: row.id,
      name: row.name,
      sha256: row.sha256,
      mediaType: row.media_type,
      bytes: row.byte_count,
      example: row.example,
      addedAt: row.added_at,
      ...(row.title === null ? {} : { title: row.title }),
      ...(row.unit_name === null ? {} : { unitName: row.unit_name }),
      ...(Object.keys(place).length === 0 ? {} : { place }),
      ...(row.fiscal_year === null ? {} : { fiscalYear: row.fiscal_year }),
      sheetCount: row.sheet_count,
      indicatorCount: row.indicator_count,
      tableCount: row.table_count,
      amountFen: row.amount_fen,
      unreadCount: row.unread_count,
      findings: { error: row.error_count, warning: row.warning_count, info: row.info_count },
      uncheckedCount: row.unchecked_count,
      ...(row.notice === null ? {} : { notice: row.notice }),
    };
  };

  const putReading = async (tx: Db, id: string, reading: StoredReading, now: Date) => {
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

  const putReport = async (tx: Db, id: string, { rulesVersion, report }: StoredReport, now: Date) => {
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

  const correctionsOf = async (from: Db, id: string): Promise<StoredCorrection[]> => {
    const found = await from
      .selectFrom('correction')
      .selectAll()
      .where('tenant_id', '=', tenant)
      .where('document_id', '=', id)
      .orderBy('seq')
      .execute();
    return found.map((row) => ({
      seq: row.seq,
      change: row.change,
      path: row.path,
      from: JSON.parse(row.from_value) as Correction['from'],
      to: JSON.parse(row.to_value) as Correction['to'],
      author: row.author,
      ...(row.reason === null ? {} : { reason: row.reason }),
      at: row.at,
      ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
      ...(row.withdrawn_by === null ? {} : { withdrawnBy: row.withdrawn_by }),
    }));
  };

  /** Holds the document until the end of the transaction, so that reading, corrections and report stay in step. */
  const hold = async (tx: Db, id: string): Promise<boolean> => {
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

  const readingIn = async (tx: Db, id: string): Promise<Disclosure | undefined> => {
    const row = await tx
      .selectFrom('reading')
      .select('disclosure')
      .where('tenant_id', '=', tenant)
      .where('document_id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : (JSON.parse(row.disclosure) as Disclosure);
  };

  const versionsIn = async (tx: Db, id: string) => {
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
  const putDerived = async (tx: Db, id: string, disclosure: Disclosure, derive: Derive, now: Date) => {
    const { summary, report } = derive(disclosure, await correctionsOf(tx, id), await suppressionsOf(tx, tenant, id));
    // The notice tells of the file and of how it was read, which no correction changes.
    const { notice: _, ...columns } = summaryColumns(summary);
    await tx
      .updateTable('reading')
      .set(columns)
      .where('tenant_id', '=', tenant)
      .where('document_id', '=', id)
      .execute();
    await putReport(tx, id, report, now);
  };

  /** Does something to a document and notes it in the trail, in one transaction. */
  const inOne = <T>(work: (tx: Transaction<Tables>, note: Note) => Promise<T>, by: Stamp): Promise<T> =>
    run(() =>
      db
        .transaction()
        .execute((tx) =>
          work(tx, (operation, id, { before, after, reason } = {}) =>
            appendEvent(tx, tenant, { operation, subject: { kind: 'document', id }, before, after, reason }, by),
          ),
        ),
    );

  /** The name of a document, and whether it stands on the list; held until the end of the transaction. */
  const holdAny = (tx: Db, id: string) =>
    tx
      .selectFrom('document')
      .select(['name', 'deleted_at'])
      .where('tenant_id', '=', tenant)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();

  const revive = async (tx: Db, note: Note, id: string, name: string, by: Stamp) => {
    const there = await holdAny(tx, id);
    if (there === undefined || there.deleted_at === null) return false;
    await tx
      .updateTable('document')
      .set({ deleted_at: null, added_at: by.at, name: storable(name) })
      .where('tenant_id', '=', tenant)
      .where('id', '=', id)
      .execute();
    await note('document.add-again', id, { before: { name: there.name }, after: { name: storable(name) } });
    return true;
  };

  const bySha = async (from: Db, sha256: string) => {
    const row = await from
      .selectFrom('document')
      .select(['id', 'deleted_at'])
      .where('tenant_id', '=', tenant)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row === undefined ? undefined : { id: row.id, removed: row.deleted_at !== null };
  };

  const documents: Documents = {
    list: () =>
      run(async () => {
        const found = await rows(db).orderBy('d.added_at', 'desc').orderBy('d.id').execute();
        return found.map(rowOf);
      }),

    count: () =>
      run(async () => {
        const { count } = await db
          .selectFrom('document')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('tenant_id', '=', tenant)
          .where('deleted_at', 'is', null)
          .executeTakeFirstOrThrow();
        return count;
      }),

    find: (id) =>
      run(async () => {
        const row = await rows(db).where('d.id', '=', id).executeTakeFirst();
        return row === undefined ? undefined : rowOf(row);
      }),

    findBySha: (sha256) => run(() => bySha(db, sha256)),

    content: (id) =>
      run(() =>
        // One snapshot, so that reading and findings belong together while another version replaces them.
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (tx) => {
            const row = await rows(tx)
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
            const document = rowOf(row);
            const list = findings.map(({ content }) => content).join(',');
            return {
              document,
              disclosure: row.disclosure,
              notices: row.notices,
              corrections: await correctionsOf(tx, id),
              suppressions: await suppressionsOf(tx, tenant, id),
              report: `{"source":${row.source},"findings":[${list}],"unchecked":${row.unchecked},"suppressed":${row.suppressed}}`,
            };
          }),
      ),

    disclosure: (id) =>
      run(() =>
        db
          .selectFrom('document as d')
          .innerJoin('reading as r', (join) =>
            join
              .onRef('r.tenant_id', '=', 'd.tenant_id')
              .onRef('r.document_id', '=', 'd.id')
              .on('r.tenant_id', '=', tenant),
          )
          .select(['d.name', 'r.disclosure'])
          .where('d.tenant_id', '=', tenant)
          .where('d.id', '=', id)
          .where('d.deleted_at', 'is', null)
          .executeTakeFirst(),
      ),

    corrections: (id) => run(() => correctionsOf(db, id)),

    original: (id) =>
      run(async () => {
        const row = await db
          .selectFrom('document as d')
          .innerJoin('file as f', (join) =>
            join
              .onRef('f.tenant_id', '=', 'd.tenant_id')
              .onRef('f.sha256', '=', 'd.sha256')
              .on('f.tenant_id', '=', tenant),
          )
          .select(['d.name', 'd.sha256', 'f.media_type', 'f.byte_count'])
          .where('d.tenant_id', '=', tenant)
          .where('d.id', '=', id)
          .where('d.deleted_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return {
          name: row.name,
          mediaType: row.media_type,
          sha256: row.sha256,
          byteCount: row.byte_count,
          async *pieces() {
            for (let from = 0; from < row.byte_count; from += PIECE) {
              const { piece } = await run(() =>
                db
                  .selectFrom('file')
                  .select(sql<Buffer>`substring(content from ${from + 1}::int for ${PIECE}::int)`.as('piece'))
                  .where('tenant_id', '=', tenant)
                  .where('sha256', '=', row.sha256)
                  .executeTakeFirstOrThrow(),
              );
              yield piece;
            }
          },
        };
      }),

    examples: () =>
      run(async () => {
        const found = await db
          .selectFrom('document')
          .select(['id', 'name', 'sha256', 'deleted_at'])
          .where('tenant_id', '=', tenant)
          .where('example', '=', true)
          .execute();
        return found.map(({ deleted_at, ...row }) => ({ ...row, removed: deleted_at !== null }));
      }),

    add: (document, reading, report, by) =>
      inOne(async (tx, note) => {
        await tx
          .insertInto('file')
          .values({
            tenant_id: tenant,
            sha256: document.sha256,
            byte_count: document.bytes.byteLength,
            media_type: storable(document.mediaType),
            content: Buffer.from(document.bytes.buffer, document.bytes.byteOffset, document.bytes.byteLength),
            added_at: by.at,
          })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'sha256']).doNothing())
          .execute();
        const inserted = await tx
          .insertInto('document')
          .values({
            tenant_id: tenant,
            id: document.id,
            sha256: document.sha256,
            name: storable(document.name),
            example: document.example,
            added_at: by.at,
            deleted_at: null,
          })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'sha256']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (inserted === undefined) {
          const there = await bySha(tx, document.sha256);
          if (there === undefined) throw new Error('document vanished while being added');
          return { id: there.id, created: await revive(tx, note, there.id, document.name, by) };
        }
        await putReading(tx, document.id, reading, by.at);
        await putReport(tx, document.id, report, by.at);
        await note('document.add', document.id, {
          after: {
            name: storable(document.name),
            sha256: document.sha256,
            bytes: document.bytes.byteLength,
            example: document.example,
            ...versionsOf(reading, report),
          },
        });
        return { id: document.id, created: true };
      }, by),

    revive: (id, name, by) => inOne((tx, note) => revive(tx, note, id, name, by), by),

    remove: (id, by) =>
      inOne(async (tx, note) => {
        const there = await holdAny(tx, id);
        if (there === undefined) return false;
        if (there.deleted_at !== null) return true;
        await tx
          .updateTable('document')
          .set({ deleted_at: by.at })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        await note('document.remove', id, { before: { name: there.name } });
        return true;
      }, by),

    restore: (id, by) =>
      inOne(async (tx, note) => {
        const there = await holdAny(tx, id);
        if (there === undefined) return false;
        if (there.deleted_at === null) return true;
        await tx
          .updateTable('document')
          .set({ deleted_at: null })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        await note('document.restore', id, { after: { name: there.name } });
        return true;
      }, by),

    stale: (readerVersion, rulesVersion) =>
      run(async () => {
        const found = await db
          .selectFrom('document as d')
          .innerJoin('reading as r', (join) =>
            join
              .onRef('r.tenant_id', '=', 'd.tenant_id')
              .onRef('r.document_id', '=', 'd.id')
              .on('r.tenant_id', '=', tenant),
          )
          .innerJoin('report as p', (join) =>
            join
              .onRef('p.tenant_id', '=', 'd.tenant_id')
              .onRef('p.document_id', '=', 'd.id')
              .on('p.tenant_id', '=', tenant),
          )
          .select(['d.id', 'd.name', 'd.sha256', 'r.reader_version', 'p.rules_version'])
          .where('d.tenant_id', '=', tenant)
          .where('d.deleted_at', 'is', null)
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
      inOne(async (tx, note) => {
        if (!(await hold(tx, id))) return;
        const before = await versionsIn(tx, id);
        const suppressions = await suppressionsOf(tx, tenant, id);
        const { summary, report } = derive(reading.disclosure, await correctionsOf(tx, id), suppressions);
        await putReading(tx, id, { ...reading, summary }, by.at);
        await putReport(tx, id, report, by.at);
        await note('document.read-again', id, { before, after: versionsOf(reading, report) });
      }, by),

    replaceReport: (id, derive, by) =>
      inOne(async (tx, note) => {
        const disclosure = (await hold(tx, id)) ? await readingIn(tx, id) : undefined;
        if (disclosure === undefined) return;
        const before = await versionsIn(tx, id);
        await putDerived(tx, id, disclosure, derive, by.at);
        await note('document.check-again', id, { before, after: await versionsIn(tx, id) });
      }, by),

    correct: (id, { edits, reason }, accept, derive, by) =>
      inOne(async (tx, note) => {
        const disclosure = (await hold(tx, id)) ? await readingIn(tx, id) : undefined;
        if (disclosure === undefined) return undefined;
        accept(disclosure, await correctionsOf(tx, id));
        const { last } = await tx
          .selectFrom('correction')
          .select((eb) => eb.fn.max<number | null>('seq').as('last'))
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .executeTakeFirstOrThrow();
        const change = (last ?? 0) + 1;
        const rows = edits.map(({ path, from, to }, i) => ({
          tenant_id: tenant,
          document_id: id,
          seq: change + i,
          change,
          path: storable(path),
          from_value: JSON.stringify(from),
          to_value: JSON.stringify(to),
          author: storable(by.actor),
          reason: storableOrNull(reason),
          at: by.at,
          withdrawn_at: null,
          withdrawn_by: null,
        }));
        await tx.insertInto('correction').values(rows).execute();
        await putDerived(tx, id, disclosure, derive, by.at);
        await note('document.correct', id, {
          before: edits.map(({ path, from }) => ({ path, value: from })),
          after: { change, values: edits.map(({ path, to }) => ({ path, value: to })) },
          reason,
        });
        return change;
      }, by),

    withdraw: (id, change, derive, by) =>
      inOne(async (tx, note) => {
        const disclosure = (await hold(tx, id)) ? await readingIn(tx, id) : undefined;
        if (disclosure === undefined) return false;
        const withdrawn = await tx
          .updateTable('correction')
          .set({ withdrawn_at: by.at, withdrawn_by: storable(by.actor) })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .where('change', '=', change)
          .where('withdrawn_at', 'is', null)
          .returning(['path', 'to_value'])
          .execute();
        if (withdrawn.length === 0) return false;
        await putDerived(tx, id, disclosure, derive, by.at);
        await note('document.withdraw-correction', id, {
          before: {
            change,
            values: withdrawn.map(({ path, to_value }) => ({ path, value: JSON.parse(to_value) as unknown })),
          },
        });
        return true;
      }, by),

    suppress: (id, { fingerprint, reason, expires }, accept, derive, by) =>
      inOne(async (tx, note) => {
        const disclosure = (await hold(tx, id)) ? await readingIn(tx, id) : undefined;
        if (disclosure === undefined) return undefined;
        const there = await suppressionsOf(tx, tenant, id);
        const { rule, about } = accept(derive(disclosure, await correctionsOf(tx, id), there).report.report);
        const seq = (there.at(-1)?.seq ?? 0) + 1;
        await tx
          .insertInto('suppression')
          .values({
            tenant_id: tenant,
            document_id: id,
            seq,
            rule: storable(rule),
            fingerprint: storable(fingerprint),
            about: storable(about),
            reason: storable(reason),
            author: storable(by.actor),
            at: by.at,
            version: disclosure.source.sha256,
            expires: expires ?? null,
            ended_at: null,
            ended_by: null,
            ended_how: null,
          })
          .execute();
        await putDerived(tx, id, disclosure, derive, by.at);
        const after = { suppression: seq, rule, fingerprint, about, ...(expires === undefined ? {} : { expires }) };
        await note('document.suppress', id, { after, reason });
        return seq;
      }, by),

    endSuppression: (id, seq, derive, by) =>
      inOne(async (tx, note) => {
        const disclosure = (await hold(tx, id)) ? await readingIn(tx, id) : undefined;
        if (disclosure === undefined) return false;
        const ended = await tx
          .updateTable('suppression')
          .set({ ended_at: by.at, ended_by: storable(by.actor), ended_how: 'withdrawn' })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .where('seq', '=', seq)
          .where('ended_at', 'is', null)
          .returning(['rule', 'fingerprint', 'about'])
          .executeTakeFirst();
        if (ended === undefined) return false;
        await putDerived(tx, id, disclosure, derive, by.at);
        await note('document.end-suppression', id, { before: { suppression: seq, ...ended } });
        return true;
      }, by),

    expireSuppressions: async (today, derive, by) => {
      const over = await run(() =>
        db
          .selectFrom('suppression')
          .select('document_id')
          .distinct()
          .where('tenant_id', '=', tenant)
          .where('ended_at', 'is', null)
          .where('expires', '<', today)
          .execute(),
      );
      for (const { document_id: id } of over) {
        await inOne(async (tx, note) => {
          if ((await holdAny(tx, id)) === undefined) return;
          const ended = await tx
            .updateTable('suppression')
            .set({ ended_at: by.at, ended_by: storable(by.actor), ended_how: 'expired' })
            .where('tenant_id', '=', tenant)
            .where('document_id', '=', id)
            .where('ended_at', 'is', null)
            .where('expires', '<', today)
            .returning(['seq', 'rule', 'fingerprint', 'expires'])
            .execute();
          const disclosure = ended.length === 0 ? undefined : await readingIn(tx, id);
          if (disclosure === undefined) return;
          await putDerived(tx, id, disclosure, derive, by.at);
          await note('document.expire-suppressions', id, { before: { suppressions: ended } });
        }, by);
      }
      return over.length;
    },

    keepReading: (id, readerVersion, notice, by) =>
      inOne(async (tx, note) => {
        await tx
          .updateTable('reading')
          .set({ reader_version: readerVersion, notice: storable(notice) })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .execute();
        await note('document.keep-reading', id, { after: { notice: storable(notice) } });
      }, by),
  };
  return documents;
}
