import { DISCLOSURE_2016 } from '../../basis.ts';
import type { StatementIndex } from '../../disclosure-index.ts';
import { right, statement, wrong } from '../../example.ts';
import type { Identity, Term } from '../../identity.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';

const SECTION = '3、比上年增减情况';

/** What a sum of changes is made of: 总支出 = 基本支出 + 项目支出; 基本支出 = 人员经费 + 公用经费. */
const SUMS: readonly [RegExp, readonly RegExp[]][] = [
  [/^(预算收支(安排)?|预算支出|支出预算|总支出|支出总计|收支总预算|预算总额)$/, [/^基本支出$/, /^项目支出$/]],
  [/^基本支出$/, [/^人员经费$/, /^(日常)?公用经费$/]],
];

/** Signed change in fen; 持平 is none. */
function changeOf({ statement, value }: StatementIndex): bigint {
  return statement.direction === 'down' ? -value : statement.direction === 'same' ? 0n : value;
}

function word({ statement }: StatementIndex): string {
  return `${statement.claim.replace(/(增加|减少|持平)$/, '')}${{ up: '增加', down: '减少', same: '持平' }[statement.direction ?? 'up']}`;
}

export default defineIdentities({
  id: 'text-change-sum',
  title: '增减额与分项增减之和不符',
  severity: 'error',
  scope: 'disclosure',
  why: '与上年相比的增减说明里，总的增减额应等于各分项增减额之和：基本支出的增减等于人员经费与公用经费增减之和，总支出的增减等于基本支出与项目支出增减之和。',
  basis: [`${DISCLOSURE_2016}：应当对预算增减变化的情况和原因作出说明`],
  parameters: {},
  *find(index): Generator<Identity> {
    const sections = new Map<string, StatementIndex[]>();
    for (const one of index.statements) {
      if (!one.unit || !one.statement.direction) continue;
      const { section } = one.statement;
      sections.set(section, [...(sections.get(section) ?? []), one]);
    }
    for (const [section, changes] of sections) {
      for (const [whole, names] of SUMS) {
        const totals = changes.filter(({ key }) => whole.test(key));
        const parts = names.map((name) => changes.filter(({ key }) => name.test(key)));
        const [total] = totals;
        // Each once: of two statements about one thing it is not known which parts belong to which.
        if (!total || totals.length > 1 || parts.some((found) => found.length !== 1)) continue;
        const down = changeOf(total) < 0n;
        const terms = parts.map(([part]): Term => {
          const change = changeOf(part!);
          const less = change < 0n !== down && change !== 0n;
          return {
            path: part!.path,
            label: word(part!),
            value: change < 0n ? -change : change,
            ...(less ? { sign: -1 as const } : {}),
          };
        });
        yield {
          total: { path: total.path, label: word(total), value: down ? -changeOf(total) : changeOf(total) },
          parts: terms,
          unit: total.unit,
          decimals: 2,
          signed: true,
          subject: () => ({ section, row: total.statement.claim }),
        };
      }
    }
  },
  report(broken) {
    const { total, parts } = broken.identity;
    // Turned the other way, one part alone would make the sum right: 增加 for 减少.
    const turned = parts.find((part) => broken.difference === (part.sign === -1 ? 2n : -2n) * part.value);
    return draftOfSum(broken, {
      place: '增减说明对不上',
      ...(turned ? { because: `“${turned.label}”的增减方向反过来，各数即相符。` } : {}),
      advice: turned
        ? `核对“${turned.label}”的方向，增加与减少写反的改正，并相应修改原因。`
        : `核对${[total, ...parts].map(({ label }) => `“${label}”`).join('、')}各数和增减方向，改正有误的一项，并相应修改原因。`,
    });
  },
  examples: {
    wrong: [
      wrong(
        '人员经费与公用经费的增加额之和不等于基本支出的增加额',
        { section: SECTION, row: '基本支出' },
        {
          statements: [
            statement(SECTION, '预算收支安排', 1379.02, '万元', 'up'),
            statement(SECTION, '基本支出', 70.79, '万元', 'up'),
            statement(SECTION, '人员经费', 80.87, '万元', 'up'),
            statement(SECTION, '公用经费', 9.89, '万元', 'up'),
            statement(SECTION, '项目支出', 1308.23, '万元', 'up'),
          ],
        },
      ),
      wrong(
        '减少写成了增加',
        { section: SECTION, row: '基本支出' },
        {
          statements: [
            statement(SECTION, '基本支出', 70.98, '万元', 'up'),
            statement(SECTION, '人员经费', 80.87, '万元', 'up'),
            statement(SECTION, '公用经费', 9.89, '万元', 'up'),
          ],
        },
      ),
    ],
    right: [
      right('一增一减，相抵后相符', {
        statements: [
          statement(SECTION, '基本支出', 70.98, '万元', 'up'),
          statement(SECTION, '人员经费', 80.87, '万元', 'up'),
          statement(SECTION, '公用经费', 9.89, '万元', 'down'),
        ],
      }),
      right('只说主要部分，不必等于全部', {
        statements: [
          statement(SECTION, '项目支出', 1308.23, '万元', 'up'),
          statement(SECTION, '专项经费', 1200, '万元', 'up'),
        ],
      }),
    ],
  },
});
