import { type Target, unitKindOf } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { budgetOf } from '../../disclosure-index.ts';
import { exact } from '../../exact.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetOf, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isRateName, quote } from '../../wording.ts';

/** What the name asks for. */
type Asked = 'count' | 'people' | 'time' | 'money' | 'cost';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
  asks: Asked;
}

const COUNT = /(人数|人次|次数|场次|班次|期数|户数|个数|家数|套数|件数|篇数|数量)([（(].*[)）])?$/;
const TIME = /(时间|时限|期限|时长)([（(].*[)）])?$/;
const MONEY = /(补助|补贴|奖励|收费|工资|津贴|人均.*|单位)标准([（(].*[)）])?$|单价$|人均成本$|月工资$/;

const ASKED: Record<Asked, { what: string; advice: string }> = {
  count: { what: '名称问的是数量', advice: '写明数量和单位，如 ≥100人；要考核的是比率的，把名称改为“…率”。' },
  people: {
    what: '名称问的是人数',
    advice: '写明人数，如 ≥100人；要考核的是时间的，把名称改为“…时长”“…学时”，按内容归类。',
  },
  time: {
    what: '名称问的是时间',
    advice: '写明完成的日期或天数，如 2024年12月底前；要考核的是比率的，把名称改为“…及时率”。',
  },
  money: { what: '名称问的是金额标准', advice: '写明金额，如 ≤400元/人·月。' },
  cost: { what: '成本指标应当以金额计', advice: '写明金额和单位；与成本无关的，移到相应的类别。' },
};

function askedOf({ at, target }: TargetAt): Asked | undefined {
  const { unit, value } = target;
  const { kind, level3 } = at.indicator;
  if (unit === null || value === null || isRateName(level3)) return undefined;
  const measured = unitKindOf(unit);
  if (measured === 'ratio') {
    // A share of people or of time is asked for by 比例 or 率; a name that ends in the count asks for the count.
    return COUNT.test(level3) ? 'count' : TIME.test(level3) ? 'time' : MONEY.test(level3) ? 'money' : undefined;
  }
  if (measured === 'time' && /人数$/.test(level3)) return 'people';
  // What is saved may be counted in things.
  const cost = (kind === 'output.cost' || kind === 'cost.economic') && !/(节约|节省|减少|降低)/.test(level3);
  return cost && !unit.includes('/') && (measured === 'count' || measured === 'event') ? 'cost' : undefined;
}

const COST = /^(output\.cost|cost\.economic)$/;

/** 60万元, ≤30万元: an amount in fen; undefined for a price, a range, or no money. */
function fenOf({ unit, value, max }: Target): bigint | undefined {
  const money = unit === '元' || unit === '万元' || unit === '亿元' ? unit : undefined;
  return money && value !== null && max === null && value >= 0 ? exact(value, money) : undefined;
}

/** The unit of money with which this cost and all the others come to exactly what the sheet has for the year. */
function closingUnit({ at, target }: TargetAt): '元' | '万元' | undefined {
  const budget = budgetOf(at.sheet);
  if (!budget || target.value === null || target.max !== null) return undefined;
  const others = at.sheet.indicators.filter((one) => one !== at && COST.test(one.indicator.kind));
  let sum = 0n;
  for (const other of others) {
    const found = targetOf(other, target.period);
    const amount = found && fenOf(found.target);
    if (amount === undefined) return undefined;
    sum += amount;
  }
  // Alone it would say that the whole budget is one cost: that proves little.
  if (sum === 0n) return undefined;
  return (['万元', '元'] as const).find((unit) => sum + exact(target.value ?? 0, unit) === budget.value);
}

export default defineRule({
  id: 'unit-wrong-kind',
  title: '计量单位与指标名称不符',
  severity: 'error',
  scope: 'indicator',
  why: '人数用“%”、时间用“%”、成本用“人”，都说明指标值填错了地方或者照抄了别的指标，年底无法考核。',
  basis: [`${INDICATORS_2021}：绩效指标应当高度关联、量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, (one) => askedOf(one) !== undefined)) {
      yield { targets, asks: askedOf(targets[0])! };
    }
  },
  report({ targets, asks }) {
    const [{ at, target }] = targets;
    const { what, advice } = ASKED[asks];
    const unit = asks === 'cost' && targets.length === 1 ? closingUnit(targets[0]) : undefined;
    const [printed] = unit ? (/[^\d\s]+$/.exec(target.raw.trim()) ?? []) : [];
    const meant = unit && printed ? `${target.raw.trim().slice(0, -printed.length)}${unit}` : undefined;
    return {
      // A percentage of a standard may have been meant; a cost in people is nothing.
      ...(asks === 'money' ? { severity: 'warning' as const } : {}),
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：${what}，单位却是“${target.unit}”${meant ? `；改为 ${meant}，各项成本之和正好等于年度资金` : ''}。`,
      subject: indicatorSubject(at),
      paths: [...targets.map(({ path }) => path), `${at.path}/level3`],
      ...(meant ? { expected: meant } : {}),
      actual: target.raw,
      ...(meant ? offered(rewordTargets(`改为 ${meant}`, targets, () => meant)) : {}),
      advice: meant ? `改为 ${meant}。` : advice,
    };
  },
  examples: {
    wrong: [
      wrong(
        '人数以百分比计',
        { level3: '发放补助人数' },
        { sheets: [goalSheet('示例补贴', { indicators: [indicator('产出指标/数量指标/发放补助人数', '100%')] })] },
      ),
      wrong(
        '成本以人计：改为万元，各项成本之和正好等于年度资金',
        { level3: '示例奖补经费' },
        {
          sheets: [
            goalSheet('示例人才经费', {
              funding: [income('年度资金总额', 100)],
              indicators: [
                indicator('产出指标/数量指标/示例奖补单位', '5个单位'),
                indicator('产出指标/质量指标/示例考核合格率', '≥92%'),
                indicator('产出指标/成本指标/示例奖补经费', '10人'),
                indicator('产出指标/成本指标/示例人才补助', '≤60万元'),
                indicator('产出指标/成本指标/示例人才培养', '≤30万元'),
                indicator('效益指标/社会效益指标/示例政策知晓率', '≥87%'),
              ],
            }),
          ],
        },
      ),
      wrong(
        '时间以百分比计',
        { level3: '任务完成时间' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/任务完成时间', '≥90%')] })] },
      ),
      wrong(
        '成本以人计',
        { level3: '人才工程宣传' },
        { sheets: [goalSheet('示例人才资金', { indicators: [indicator('产出指标/成本指标/人才工程宣传', '10人')] })] },
      ),
    ],
    right: [
      right('名称与单位相符', {
        sheets: [
          goalSheet('示例补贴', {
            indicators: [
              indicator('产出指标/数量指标/发放补助人数', '≥100人'),
              indicator('产出指标/数量指标/参训人数比例', '≥90%'),
              indicator('产出指标/时效指标/任务完成时间', '≤30天'),
              indicator('产出指标/成本指标/人均补助标准', '≤400元/人'),
              indicator('产出指标/成本指标/示例成本控制率', '≤100%'),
            ],
          }),
        ],
      }),
    ],
  },
});
