import type { Db } from '../scope.ts';
import { storableOrNull } from '../storable.ts';
import type { DocumentPlace, DocumentRow, ReadingSummary } from './types.ts';

/** What the list shows of a reading, as columns. */
export const summaryColumns = (summary: ReadingSummary) => ({
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

/** The documents on the list, each with its file (f), whatever became of their readings. */
export const filesOnList = (from: Db, tenant: number) =>
  from
    .selectFrom('document as d')
    .innerJoin('file as f', (join) =>
      join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.sha256', '=', 'd.sha256').on('f.tenant_id', '=', tenant),
    )
    .where('d.tenant_id', '=', tenant)
    .where('d.deleted_at', 'is', null);

/** The documents on the list, each with its file (f), its reading (r) and its report (p). */
export const onList = (from: Db, tenant: number) =>
  filesOnList(from, tenant)
    .innerJoin('reading as r', (join) =>
      join.onRef('r.tenant_id', '=', 'd.tenant_id').onRef('r.document_id', '=', 'd.id').on('r.tenant_id', '=', tenant),
    )
    .innerJoin('report as p', (join) =>
      join.onRef('p.tenant_id', '=', 'd.tenant_id').onRef('p.document_id', '=', 'd.id').on('p.tenant_id', '=', tenant),
    );

/** The lines of the list, with what their reading and report say. */
export const listedRows = (from: Db, tenant: number) =>
  onList(from, tenant).select([
    'd.id',
    'd.name',
    'd.sha256',
    'd.example',
    'd.unit_id',
    'd.authority_id',
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

/** To whom a document belongs, as others see it. */
export const placeIn = ({
  unit_id,
  authority_id,
}: {
  unit_id: string | null;
  authority_id: string | null;
}): DocumentPlace => ({
  ...(unit_id === null ? {} : { unit: unit_id }),
  ...(authority_id === null ? {} : { authority: authority_id }),
});

/** A line of the list as others see it. */
export const listedRow = (row: Awaited<ReturnType<ReturnType<typeof listedRows>['execute']>>[number]): DocumentRow => {
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
    ...placeIn(row),
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
