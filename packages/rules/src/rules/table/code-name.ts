import { type ClassificationCode, comparable, economicCode, functionalCode } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import type { RowIndex, TableIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  table: TableIndex;
  row: RowIndex;
  entry: ClassificationCode;
}

const FUNCTIONAL = /^2\d\d(\d\d){0,2}$/;
const ECONOMIC = /^(30[1-9]|310|311|312|313|399)(\d\d)?$/;

function entryOf(code: string, kind: string, year: number | undefined): ClassificationCode | undefined {
  if (kind === 'procurement') return undefined;
  if (FUNCTIONAL.test(code)) return functionalCode(code, year);
  return ECONOMIC.test(code) ? economicCode(code, year) : undefined;
}

/** The names without what may be left out or added: brackets, 支出, 其中, the code itself. */
function bare(name: string): string {
  return comparable(
    name
      .replace(/^\s*\d+\s*/, '')
      .replace(/[（(][^()（）]*[)）]/g, '')
      .replace(/^其中[:：]?/, '')
      .replace(/★|\*/g, ''),
  );
}

/** A name cut short, as a narrow column prints it, is the same name. */
function same(a: string, b: string): boolean {
  if (a === b || a === '' || b === '') return true;
  const strip = (s: string): string => s.replace(/支出$/, '').replace(/和/g, '');
  return strip(a) === strip(b) || (a.length >= 4 && b.startsWith(a)) || (b.length >= 4 && a.startsWith(b));
}

export default defineRule({
  id: 'code-name',
  title: '科目编码与名称不符',
  severity: 'warning',
  scope: 'table',
  why: '编码和名称是一对。编码对而名称不对（或者相反），说明抄错了行，或者用了往年的科目。',
  basis: [`${DISCLOSURE_2016}：按功能分类公开到项、按经济分类公开到款`],
  parameters: {},
  *find(index): Generator<Fact> {
    const year = index.disclosure.fiscalYear;
    for (const one of index.tables) {
      for (const row of one.rows) {
        const entry = row.code ? entryOf(row.code, one.kind, year) : undefined;
        if (entry && !same(bare(row.label), bare(entry.name))) yield { table: one, row, entry };
      }
    }
  },
  report({ table: { table: printed }, row, entry }) {
    return {
      // Names known by heart, or of another year, may have changed.
      ...(entry.verified ? {} : { severity: 'info' as const }),
      message: `编码 ${row.code} 的名称填写为${quote(row.label)}，${entry.source}中为${quote(entry.name)}。`,
      subject: { table: printed.title, row: row.label },
      paths: [`${row.path}/label`, `${row.path}/code`],
      expected: entry.name,
      actual: row.label,
      advice: `编码正确的，名称改为${quote(entry.name)}；名称正确的，改正编码。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '编码是行政运行，名称是别的',
        { row: '机关服务' },
        {
          tables: [
            table(
              'expenditure-summary',
              '部门预算支出总表',
              ['合计', '基本支出', '项目支出'],
              [['2013201 机关服务', 12.5, 12.5, null]],
            ),
          ],
        },
      ),
      wrong(
        '经济分类的款，名称是别的款',
        { row: '印刷费' },
        {
          tables: [table('basic-expenditure', '一般公共预算基本支出表', ['合计'], [['30201 印刷费', 3.5]])],
        },
      ),
      wrong(
        '类级科目的名称是别的类',
        { row: '教育支出' },
        { tables: [table('expenditure-summary', '部门预算支出总表', ['合计'], [['201 教育支出', 3.5]])] },
      ),
    ],
    right: [
      right('少写“支出”、带括号、带“其中”、写得不全，都是同一个名称', {
        tables: [
          table(
            'expenditure-summary',
            '部门预算支出总表',
            ['合计'],
            [
              ['201 一般公共服务', 7],
              ['2013201 行政运行（组织事务）', 3.5],
              ['2013201 其中：行政运行', 3.5],
              ['208 社会保障和就业支出', 7],
              ['2080505 机关事业单位基本养老保险', 3.5],
              ['2080505 机关事业单位基本养老保险缴费支出★', 3.5],
            ],
          ),
        ],
      }),
      right('不是科目编码的数，和采购目录的编码', {
        tables: [
          table(
            'expenditure-summary',
            '部门预算支出总表',
            ['合计'],
            [
              ['1201 某某项目', 3.5],
              ['20132011 某某项目', 3.5],
            ],
          ),
          table('procurement', '政府采购预算表', ['金额'], [['201 台式计算机', 3.5]]),
        ],
      }),
      right('名称相符', {
        tables: [
          table(
            'expenditure-summary',
            '部门预算支出总表',
            ['合计', '基本支出', '项目支出'],
            [['2013201 行政运行', 12.5, 12.5, null]],
          ),
        ],
      }),
    ],
  },
});
