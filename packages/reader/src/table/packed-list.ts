import type { BudgetTable, Disclosure, FundingLine, GoalSheet, Indicator } from '@jizhun/model';
import { comparable, fenWithin, fundSourceOf, indicatorKindOf, originsOf, parseTarget, pointer } from '@jizhun/model';
import { emptySheet } from '../form/empty-sheet.ts';
import { periodOf } from '../lexicon/headers.ts';
import { levelName } from '../lexicon/levels.ts';
import type { Draft } from '../source/draft.ts';

/**
 * A list with one row per project whose indicators are packed into one cell:
 * `1、1-产出指标; 11-数量指标; 足额发放率; 实施周期指标值:100%; 年度指标值:100%。2、…`
 */

/** Whether a table is such a list: it has a column of indicators, and that column holds packed ones. */
export function isPackedList(table: BudgetTable): boolean {
  const at = indicatorColumn(table);
  return at >= 0 && table.rows.some((r) => typeof r.cells[at] === 'string' && ITEM.test(r.cells[at]));
}

const ITEM = /(?:^|[。.;；\s])\s*\d+、\s*[A-Z]?\d*[-—]?[\u4e00-\u9fff]+/;

function indicatorColumn(table: BudgetTable): number {
  return table.columns.findIndex((c) => /绩效指标|指标/.test(c));
}

/**
 * The goal sheets of such a list: one a row that is no total; amounts, goal and indicators from its cells. Values that
 * are printed twice and differently are kept: the first is read, the others are in `unread`.
 */
export function readPackedList(table: Draft<BudgetTable>): {
  sheets: Draft<GoalSheet>[];
  unread: Disclosure['unread'];
} {
  const { value } = table;
  const indicators = indicatorColumn(value);
  const goal = value.columns.findIndex((c, i) => i !== indicators && /目标/.test(c));
  const sheets: Draft<GoalSheet>[] = [];
  const unread: Disclosure['unread'] = [];
  const provenance = Object.fromEntries(table.origins);
  for (const [at, row] of value.rows.entries()) {
    const packed = row.cells[indicators];
    const words = goal >= 0 ? row.cells[goal] : null;
    if (row.label === '' || /^(合计|总计|小计)$/.test(row.label) || (packed === null && words === null)) continue;
    const sheet = emptySheet({ name: row.label, ...(row.code !== undefined && { code: row.code }) });
    const originsAt = (column: (string | number)[]) => originsOf(provenance, pointer('rows', at, ...column));
    const copy = (steps: (string | number)[], column: (string | number)[]) => {
      for (const origin of originsAt(column)) sheet.at(steps, origin);
    };
    copy(['name'], ['label']);
    for (const [i, head] of value.columns.entries()) {
      const cell = row.cells[i];
      const fen = typeof cell === 'number' ? fenWithin(cell, value.moneyUnit ?? '万元') : null;
      // A figure beyond all money stays in the table of all rows.
      if (fen === null) continue;
      const source = fundSourceOf(head);
      const line: FundingLine = {
        side: 'income',
        label: head,
        ...(source !== undefined && { source }),
        period: periodOf(head).period,
        fen,
      };
      copy(['funding', sheet.value.funding.length], ['cells', i]);
      sheet.value.funding.push(line);
    }
    if (typeof words === 'string') {
      const key = value.columns[goal] ?? '绩效目标';
      sheet.value.attributes[key] = words;
      copy(['attributes', key], ['cells', goal]);
    }
    if (typeof packed === 'string') {
      const [origin] = originsAt(['cells', indicators]);
      for (const { indicator, repeated } of unpack(packed)) {
        copy(['indicators', sheet.value.indicators.length], ['cells', indicators]);
        sheet.value.indicators.push(indicator);
        for (const text of repeated) if (origin) unread.push({ text, at: origin });
      }
    }
    sheets.push(sheet);
  }
  return { sheets, unread };
}

/** An indicator of a packed cell, and further values of the same period that differ from the one read. */
interface Unpacked {
  indicator: Indicator;
  repeated: string[];
}

/** Splits `n、level 1; level 2; level 3; heading:value; …` items. Repeated equal values are one. */
export function unpack(packed: string): Unpacked[] {
  const starts = [...packed.matchAll(/(?:^|[。.;；\s])\s*(\d{1,3})、(?=\s*[A-Z]?\d+[-—][\u4e00-\u9fff])/g)];
  const items = starts.map((m, i) => packed.slice((m.index ?? 0) + m[0].length, starts[i + 1]?.index ?? packed.length));
  return items.map(readItem);
}

const VALUE_HEAD = /((?:实施周期|中长期|长期|年度|全年|半年|本年)?(?:绩效)?指标值|目标值)\s*[:：]/;

function readItem(item: string): Unpacked {
  const head = VALUE_HEAD.exec(item);
  // OCR reads ; as : or , between the levels; in the name of the indicator these are what they are.
  const levels = /^\s*([^;；:：,，]+)[;；:：,，]\s*([^;；:：,，]+)(?:[;；:：,，]|$)(.*)$/s.exec(
    item.slice(0, head?.index ?? item.length),
  );
  const one = levelName(levels?.[1]?.trim() ?? '');
  const two = levelName(levels?.[2]?.trim() ?? '');
  const level3 = (levels?.[3] ?? '').replace(/^[\s;；]+|[\s;；:：,，]+$/g, '');
  const indicator: Indicator = {
    level1: one.name,
    level2: two.name,
    level3,
    ...(two.code !== undefined && { code: two.code }),
    kind: indicatorKindOf(one.name, two.name),
    targets: [],
  };
  const repeated: string[] = [];
  const values = head ? item.slice(head.index) : '';
  const parts = [...values.matchAll(new RegExp(VALUE_HEAD.source, 'g'))];
  for (const [i, m] of parts.entries()) {
    const raw = values
      .slice((m.index ?? 0) + m[0].length, parts[i + 1]?.index ?? values.length)
      .replace(/^[\s]+|[\s;；,，。]+$/g, '');
    const { period } = periodOf(m[1] ?? '');
    if (raw === '') continue;
    const before = indicator.targets.find((t) => t.period === period);
    if (before) {
      if (comparable(before.raw) !== comparable(raw)) repeated.push(`${two.name} ${level3} ${m[1] ?? ''}：${raw}`);
      continue;
    }
    indicator.targets.push({ period, column: m[1] ?? '', raw, ...parseTarget(raw, { name: level3 }) });
  }
  return { indicator, repeated };
}
