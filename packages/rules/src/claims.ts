import { BUDGET_TABLE_KINDS, type BudgetTableKind } from '@jizhun/model';
import {
  columnOf,
  columnOfGroup,
  type DisclosureIndex,
  rowOf,
  type StatementIndex,
  type TableIndex,
} from './disclosure-index.ts';
import { exact } from './exact.ts';
import { type Missing, missing } from './rule.ts';
import { threePublicRows } from './table-rows.ts';
import { balanceOf, type CellAt, type Side, sidesOf, valueAt } from './table-shape.ts';

/** Where the tables print what a sentence claims. */
interface Claim {
  claim: RegExp;
  /** Kinds of table, the first that the file holds. */
  kinds: readonly BudgetTableKind[];
  cell(table: TableIndex, statement: StatementIndex): CellAt | undefined;
  /** What the sentence must say besides, where the key has lost it. */
  when?: RegExp;
  /** Its table tells only of 一般公共预算: not to be compared where 基本支出 has other money too. */
  onlyWhole?: true;
}

function total(head: RegExp): Claim['cell'] {
  return (table) => {
    const column = columnOfGroup(table, head);
    return table.total && column
      ? { table, row: table.total, column, label: column.head.split('/').at(-1) ?? '' }
      : undefined;
  };
}

function side(
  name: Side['name'],
  pick: (balance: ReturnType<typeof balanceOf>) => { row: CellAt['row']; label: string } | undefined,
): Claim['cell'] {
  return (table) => {
    const sides = sidesOf(table);
    const entry = sides && pick(balanceOf(sides[name]));
    const column = sides?.[name].columns[0];
    return entry && column ? { table, row: entry.row, column, label: entry.label } : undefined;
  };
}

/**
 * 收入合计, 支出总计: of 本年合计 and 总计 the one that agrees; else 本年合计 where the sentence says 本年, 总计 where it does
 * not. Both are the same amount where nothing is carried over.
 */
function whole(name: Side['name']): Claim['cell'] {
  return (table, statement) => {
    const sides = sidesOf(table);
    const column = sides?.[name].columns[0];
    if (!sides || !column) return undefined;
    const { year, total: all } = balanceOf(sides[name]);
    const ofYear = /本年/.test(statement.statement.claim);
    const cells = (ofYear ? [year, all] : [all, year]).flatMap((entry) =>
      entry ? [{ table, row: entry.row, column, label: entry.label }] : [],
    );
    return cells.find((cell) => agrees(cell, statement)) ?? cells[0];
  };
}

function source(name: RegExp): Claim['cell'] {
  return side('income', ({ items, carried }) => [...items, ...carried].find(({ key }) => name.test(key)));
}

type ThreePublic = Exclude<keyof ReturnType<typeof threePublicRows>, 'total'>;

/** Heads of the items in the table of a final account, which prints them beside each other. */
const BESIDE: Readonly<Record<ThreePublic, RegExp>> = {
  subtotal: /^(合计|“?三公”?经费(合计|小计)?)$/,
  abroad: /^因公出国(境)?(费|费用|经费)?$/,
  cars: /^公务用车购置(费)?(及|和|与)运(行|维|行维护|维护)(维护)?(费|费用|经费)$/,
  purchase: /^公务用车购置(费|费用|经费)?$/,
  running: /^公务用车(运行维护|运行|运维)(费|费用|经费)?$/,
  reception: /^公务接待(费|费用|经费)?$/,
  meetings: /^会议费$/,
  training: /^培训费$/,
};

function threePublic(which: ThreePublic): Claim['cell'] {
  return (table, { key }) => {
    // 预算 or 决算, as the sentence says; a final account that does not say speaks of 决算.
    const final = !/预算/.test(key) && (/决算/.test(key) || /决算/.test(table.table.title));
    const kind = final ? /^决算数?$/ : /^(全年|调整)?预算数?$/;
    const row = threePublicRows(table)[which];
    if (row) {
      const column = final
        ? columnOf(table, kind)
        : (columnOf(table, /^(合计|总计|金额|预算数)$/) ?? table.columns.find(({ role }) => role === 'money'));
      return column && { table, row, column };
    }
    const column = table.columns.find(({ role, levels, key: head }) => {
      if (role !== 'money' || !levels.some((level) => kind.test(level))) return false;
      return BESIDE[which].test(head === '小计' ? (levels[levels.length - 2] ?? '') : head);
    });
    const rows = column ? table.rows.filter((one) => valueAt(one, column) !== null) : [];
    const [only] = rows;
    return column && only && rows.length === 1 ? { table, row: only, column, label: column.key } : undefined;
  };
}

/** 年初结转和结余 and the like, between 本年合计 and 总计. */
function carriedOver({ carried }: ReturnType<typeof balanceOf>, name: RegExp) {
  return carried.find(({ key }) => name.test(key));
}

/** The column of an income in 收入决算表 (收入总表), by the name of the claim. */
function incomeOf(table: TableIndex, { key }: StatementIndex): CellAt | undefined {
  const column = table.columns.find((one) => one.role === 'money' && one.key === key);
  return table.total && column ? { table, row: table.total, column, label: key } : undefined;
}

const SUMMARY: readonly BudgetTableKind[] = ['income-expenditure-summary'];
const EXPENDITURE: readonly BudgetTableKind[] = ['expenditure-summary', 'general-public-budget-expenditure'];
const THREE_PUBLIC: readonly BudgetTableKind[] = ['three-public'];

const CLAIMS: readonly Claim[] = [
  {
    claim: /^(预算收入|收入预算|总收入|收入总计|收入合计|收入总额)(总额|共计|合计)?$/,
    kinds: SUMMARY,
    cell: whole('income'),
  },
  {
    claim: /^(预算支出|支出预算|总支出|支出总计|支出合计|支出总额|预算收支(安排)?)(总额|共计|合计)?$/,
    kinds: SUMMARY,
    cell: whole('expenditure'),
  },
  { claim: /^收入$/, when: /本年收入/, kinds: SUMMARY, cell: whole('income') },
  { claim: /^支出$/, when: /本年支出/, kinds: SUMMARY, cell: whole('expenditure') },
  { claim: /^年初结转和?结余$/, kinds: SUMMARY, cell: side('income', (b) => carriedOver(b, /^年初结转/)) },
  { claim: /^年末结转和?结余$/, kinds: SUMMARY, cell: side('expenditure', (b) => carriedOver(b, /^年末结转/)) },
  { claim: /^结余分配$/, kinds: SUMMARY, cell: side('expenditure', (b) => carriedOver(b, /^结余分配/)) },
  { claim: /^财政拨款收入(合计)?$/, kinds: ['income-summary'], cell: total(/^财政拨款(收入)?$/) },
  { claim: /^(事业|经营|其他)收入$/, kinds: ['income-summary'], cell: incomeOf },
  { claim: /^一般公共预算(拨款)?收入$/, kinds: SUMMARY, cell: source(/^一般公共预算/) },
  { claim: /^(政府性)?基金(预算)?(拨款)?收入$/, kinds: SUMMARY, cell: source(/^政府性?基金/) },
  { claim: /^国有资本经营(预算)?(拨款)?收入$/, kinds: SUMMARY, cell: source(/^国有资本/) },
  { claim: /^财政专户(核拨|管理)?(资金)?收入$/, kinds: SUMMARY, cell: source(/^财政专户/) },
  { claim: /^单位资金(收入)?$/, kinds: SUMMARY, cell: source(/^单位资金/) },
  { claim: /^上年结转(结余)?(收入|资金)?$/, kinds: SUMMARY, cell: source(/^上年结转/) },
  { claim: /^基本支出(预算)?$/, kinds: EXPENDITURE, cell: total(/^基本支出$/) },
  { claim: /^项目支出(预算)?$/, kinds: EXPENDITURE, cell: total(/^项目支出$/) },
  { claim: /^人员经费$/, kinds: ['basic-expenditure'], cell: total(/^人员经费$/), onlyWhole: true },
  { claim: /^(日常)?公用经费$/, kinds: ['basic-expenditure'], cell: total(/^(日常)?公用经费$/), onlyWhole: true },
  // 机关运行经费 is 公用经费 of administrative units and of those managed like them.
  { claim: /^机关运行经费(预算)?(共计)?(安排)?$/, kinds: ['basic-expenditure'], cell: total(/^(日常)?公用经费$/) },
  {
    claim: /^(财政拨款)?三公经费(财政拨款)?(支出)?(预算|决算)?(共计|合计)?(安排|数)?$/,
    kinds: THREE_PUBLIC,
    cell: threePublic('subtotal'),
  },
  { claim: /^因公出国境?(费|费用|经费)(支出)?(预算|决算)?数?$/, kinds: THREE_PUBLIC, cell: threePublic('abroad') },
  {
    claim: /^公务用车购置(费)?(及|和)(运维|运行|运行维护|维护)(费|费用|经费)(支出)?(预算|决算)?数?$/,
    kinds: THREE_PUBLIC,
    cell: threePublic('cars'),
  },
  { claim: /^公务用车购置(费|费用|经费)(支出)?(预算|决算)?数?$/, kinds: THREE_PUBLIC, cell: threePublic('purchase') },
  {
    claim: /^公务用车(运维|运行|运行维护)(费|费用|经费)(支出)?(预算|决算)?数?$/,
    kinds: THREE_PUBLIC,
    cell: threePublic('running'),
  },
  { claim: /^公务接待(费|费用|经费)(支出)?(预算|决算)?数?$/, kinds: THREE_PUBLIC, cell: threePublic('reception') },
  { claim: /^会议费$/, kinds: THREE_PUBLIC, cell: threePublic('meetings') },
  { claim: /^培训费$/, kinds: THREE_PUBLIC, cell: threePublic('training') },
  {
    claim: /(^|年末)固定资产(金额|总额|原值|价值)$/,
    kinds: ['assets'],
    cell: (table) => {
      const row = rowOf(table, /^(固定)?资产(总额|合计)?$|^合计$/);
      const column = columnOf(table, /价值|金额|原值|账面/);
      return row && column ? { table, row, column } : undefined;
    },
  },
];

/** Whether a sentence states what an amount is, not how it changed, and of the year of the file. */
export function isLevel({ statement }: StatementIndex, fiscalYear: number | undefined): boolean {
  if (statement.direction === 'up' || statement.direction === 'down') return false;
  return statement.year === undefined || fiscalYear === undefined || statement.year === fiscalYear;
}

/**
 * The cell that prints what the sentence claims; undefined where the claim is none that tables print. Where several tables
 * print it (支出总表 of all money, 一般公共预算支出表 of part of it), the one that agrees, else the one the section is about.
 */
export function cellOfClaim(index: DisclosureIndex, statement: StatementIndex): CellAt | Missing | undefined {
  const claim = CLAIMS.find(
    ({ claim: words, when }) => words.test(statement.key) && (!when || when.test(statement.statement.claim)),
  );
  if (!claim) return undefined;
  const there = claim.kinds.filter((one) => index.tablesOf(one).length > 0);
  if (there.length === 0) return missing(`缺少${BUDGET_TABLE_KINDS[claim.kinds[0]!]}，文字所述的数字未核对`);
  const crowded = there.find((one) => index.tablesOf(one).length > 1);
  if (crowded)
    return missing(`${BUDGET_TABLE_KINDS[crowded]}有 ${index.tablesOf(crowded).length} 张，文字所述的数字未核对`);
  const tables = there.map((one) => index.tablesOf(one)[0]!);
  const cells = tables.map((table) => claim.cell(table, statement)).filter((cell) => cell !== undefined);
  const agreeing = cells.find((cell) => agrees(cell, statement));
  if (agreeing) return agreeing;
  const { section, claim: words } = statement.statement;
  const part = /一般公共预算|财政拨款/.test(section)
    ? cells.find(({ table }) => table.kind !== 'expenditure-summary')
    : undefined;
  const cell = part ?? cells[0];
  if (!cell) return missing(`《${tables[0]!.table.title}》中没有找到“${words}”`);
  if (claim.onlyWhole && !isWhole(index)) return missing(`基本支出含一般公共预算以外的资金，“${words}”未核对`);
  return cell;
}

function agrees(cell: CellAt, { value, statement }: StatementIndex): boolean {
  const printed = valueAt(cell.row, cell.column);
  if (typeof printed === 'string') return false;
  return (printed ?? 0n) === value || (printed !== null && printed === exact(statement.value, cell.table.unit));
}

/** Whether 基本支出 of all money is that of 一般公共预算 alone: only then one table tells of both. */
function isWhole(index: DisclosureIndex): boolean {
  const [all] = index.tablesOf('expenditure-summary');
  const [basic] = index.tablesOf('basic-expenditure');
  const column = all && columnOfGroup(all, /^基本支出$/);
  const amount = basic && columnOf(basic, /^(合计|总计|金额|预算数)$/);
  if (!all?.total || !column || !basic?.total || !amount) return true;
  return valueAt(all.total, column) === valueAt(basic.total, amount);
}
