import { fenWithin, unitKindOf } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { budgetOf, type FundingIndex, type SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  count: TargetAt;
  price: TargetAt;
  months: Price['months'];
  cost: bigint;
  budget: FundingIndex;
}

/** What one of something costs: in each of so many months. */
interface Price {
  fen: bigint;
  per: string;
  months: 1 | 12;
}

const MONTHS = 12;

/**
 * 2万元/个 at least; an upper bound (≤5000元/人) does not say what is spent. A wage or an allowance by the month (400元/月,
 * 月工资 2746元) is for one person, twelve times a year.
 */
function priceOf({ at, target: { unit, value, operator } }: TargetAt): Price | undefined {
  const m = /^(元|万元|万)(?:(?:\/|每)(.+))?$/.exec(unit ?? '');
  if (!m || value === null || operator === '<=' || operator === '<' || operator === '~') return undefined;
  const [, money, per] = m;
  const monthly =
    per === undefined ? /月(工资|薪|津贴|补贴|补助)/.test(at.indicator.level3) : /^(人[·./]?)?每?月$/.test(per);
  if (per === undefined && !monthly) return undefined;
  const fen = fenWithin(value, money === '元' ? '元' : '万元');
  if (fen === null) return undefined;
  return { fen: BigInt(fen), per: monthly ? '人' : per!, months: monthly ? MONTHS : 1 };
}

function planned(sheet: SheetIndex, wanted: RegExp): TargetAt[] {
  return sheet.indicators.flatMap((at) => {
    const found = wanted.test(at.indicator.kind) ? targetOf(at, 'FY') : undefined;
    return found ? [{ at, ...found }] : [];
  });
}

/** Whether what is counted is what the price is for: 144个 村 and 10万元/村. */
function sameThing({ at, target: { unit } }: TargetAt, per: string): boolean {
  const name = at.indicator.level3;
  const thing = per.replace(/[·.].*$/, '');
  return (
    unit === thing ||
    (unit === null && name.includes(thing)) ||
    ((unit === '个' || unit === null) && name.includes(thing))
  );
}

export default defineRule({
  id: 'qty-times-price',
  title: '数量乘单价超过预算',
  severity: 'warning',
  scope: 'sheet',
  why: '数量指标乘以单位成本，就是要花的钱。比预算还多，说明数量、标准或者预算有一个填错了。',
  basis: [`${INDICATORS_2021}：成本指标一般采用单位成本，应当与预算相匹配`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const budget = budgetOf(sheet);
      if (sheet.sheet.scope === 'department' || !budget || budget.value <= 0n) continue;
      const counts = planned(sheet, /^output\.quantity$/).filter(
        ({ target: { value, operator, unit } }) =>
          value !== null &&
          value > 0 &&
          operator !== '<=' &&
          operator !== '<' &&
          (unit === null || unitKindOf(unit) === 'count'),
      );
      const prices = planned(sheet, /cost/).flatMap((one) => {
        const price = priceOf(one);
        return price ? [{ ...one, price }] : [];
      });
      // The lowest of several bands: so much it costs at least.
      prices.sort((a, b) => (a.price.fen < b.price.fen ? -1 : 1));
      for (const count of counts) {
        const price = prices.find((one) => sameThing(count, one.price.per));
        if (!price) continue;
        const { fen, months } = price.price;
        const cost = (BigInt(Math.round(count.target.value! * 100)) * fen * BigInt(months)) / 100n;
        if (cost * 100n > budget.value * 101n) {
          yield { count, price, months, cost, budget };
          break;
        }
      }
    }
  },
  report({ count, price, months, cost, budget }) {
    const amount = (fen: bigint): string => `${printExact(fen, '万元')} 万元`;
    const { value, unit } = price.target;
    const monthly = months === MONTHS;
    return {
      message: `${quote(count.at.indicator.level3)} ${count.target.raw}，${quote(price.at.indicator.level3)}${monthly ? `每月 ${value}${unit?.replace(/[/每].*$/, '')}` : `最低 ${value}${unit}`}，${monthly ? `按 ${months} 个月计要` : '至少要'} ${amount(cost)}，超过年度资金 ${amount(budget.value)}。`,
      subject: indicatorSubject(price.at),
      paths: [price.path, count.path, budget.path],
      expected: `≤${amount(budget.value)}`,
      actual: amount(cost),
      advice: monthly
        ? '核对人数、标准和预算；不满一年的，在名称中写明发放几个月。'
        : '核对数量、标准和预算；只补助其中一部分的，数量写实际补助的个数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '144 个村，每村至少 10 万元',
        { level3: '五千人以上村标准' },
        {
          sheets: [
            goalSheet('示例整治资金', {
              funding: [income('年度资金总额', 730)],
              indicators: [
                indicator('产出指标/数量指标/补助示例村数量', '144个'),
                indicator('产出指标/成本指标/五千人以上村标准', '10万元/村'),
              ],
            }),
          ],
        },
      ),
      wrong(
        '1 人，每月 2746 元，全年 12 个月',
        { level3: '示例人员月工资' },
        {
          sheets: [
            goalSheet('示例聘用经费', {
              funding: [income('年度资金总额', 3)],
              indicators: [
                indicator('产出指标/数量指标/示例聘用人员', '1人'),
                indicator('产出指标/成本指标/示例人员月工资', '2746元'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('29 个社区，每个 3 万元，正好 87 万元；上限不算', {
        sheets: [
          goalSheet('示例服务资金', {
            funding: [income('年度资金总额', 87)],
            indicators: [
              indicator('产出指标/数量指标/服务示例社区数量', '29个'),
              indicator('产出指标/成本指标/示例社区奖励标准', '3万元/个'),
            ],
          }),
          goalSheet('示例津贴', {
            funding: [income('年度资金总额', 8)],
            indicators: [
              indicator('产出指标/数量指标/示例工作者人数', '28人'),
              indicator('产出指标/成本指标/示例工作者津贴', '200元/月'),
            ],
          }),
          goalSheet('示例活动资金', {
            funding: [income('年度资金总额', 8)],
            indicators: [
              indicator('产出指标/数量指标/示例活动人数', '≥100人'),
              indicator('产出指标/成本指标/示例活动人均成本', '≤5000元/人'),
            ],
          }),
        ],
      }),
    ],
  },
});
