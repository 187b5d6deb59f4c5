import type { Subject } from '@jizhun/model';
import type { FundingIndex, SheetIndex } from './disclosure-index.ts';
import { decimalsOf, numberOfExact } from './exact.ts';
import type { Identity, Term } from './identity.ts';

/** Decimals in 万元 to which stored amounts were printed, at most 2; null where all are whole. */
export function decimalsOfMoney(values: Iterable<bigint>): number | null {
  let decimals = 0;
  for (const value of values) {
    if (value % 1_000_000n !== 0n) decimals = Math.max(decimals, Math.min(2, decimalsOf(numberOfExact(value, '万元'))));
    if (decimals === 2) break;
  }
  return decimals || null;
}

export function termOfLine({ path, line, value }: FundingIndex): Term {
  return { path, label: line.label, value };
}

export function sheetSubject(sheet: SheetIndex, row?: string, column?: string): Subject {
  return { sheet: sheet.sheet.name, ...(row ? { row } : {}), ...(column ? { column } : {}) };
}

/** Lines of a sheet as an identity in 万元. */
export function sumOfTerms(total: Term, parts: readonly Term[], subject: Subject, note?: string): Identity {
  return {
    total,
    parts,
    unit: '万元',
    decimals: decimalsOfMoney([total.value, ...parts.map((part) => part.value)]),
    subject: () => subject,
    ...(note ? { note } : {}),
  };
}

/** 全年, 半年, 年初 …: how findings name the column of an amount. */
export function periodName(line: FundingIndex['line']): string {
  if (line.column) return line.column;
  if (line.month) return `1—${line.month}月`;
  return {
    FY: '全年',
    H1: '半年',
    CYCLE: '总额',
    INITIAL: '年初',
    ACTUAL: '执行',
    EXPECTED: '全年预计',
    HISTORY: '以前年度',
  }[line.period];
}

/** Lines of one side that stand in the same column of the form, in printed order. */
export function linesByColumn(sheet: SheetIndex, side: 'income' | 'expenditure'): FundingIndex[][] {
  const columns = new Map<string, FundingIndex[]>();
  for (const funding of sheet.funding) {
    const { line } = funding;
    if (line.side !== side) continue;
    const key = `${line.period}|${line.month ?? ''}|${line.column ?? ''}`;
    const lines = columns.get(key);
    if (lines) lines.push(funding);
    else columns.set(key, [funding]);
  }
  return [...columns.values()];
}
