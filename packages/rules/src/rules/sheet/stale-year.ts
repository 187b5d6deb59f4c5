import type { JsonPointer, Subject } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { DisclosureIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { fieldsOf } from '../../sheet-text.ts';

interface Text {
  text: string;
  path: JsonPointer;
  subject: Subject;
}
interface Fact extends Text {
  shown: string;
  year: number;
  fiscalYear: number;
  plan: boolean;
}

/** 《2018—2022年…规划》: a plan that ended before the budget year. */
const PLAN = /《?((?:19|20)\d\d)\s*年?\s*[—\-–－~～至到]+\s*((?:19|20)\d\d)\s*年([^》，。；\n]{0,24})/g;
/** 从今年开始到2023年…: a task to be done by a year that has passed. */
const UNTIL = /(?<![0-9至到—-])到\s*((?:19|20)\d\d)\s*年(?:底|末)?(?!度?(?:以来|起|以后|之后|实际|完成|已))/g;
/** What is told of the past, on purpose. */
const PAST = /^(?:度)?(?:平均|期间|实际|完成|数据|决算|统计|三年|已|届|历年|以来|累计)/;
const AIM = /(将|要|计划|力争|实现|达到|完成|轮训|开始|确保|目标|建成|覆盖)/;

function* textsOf(index: DisclosureIndex): Generator<Text> {
  for (const sheet of index.sheets) {
    const { parts } = sheet.sheet;
    for (const { label, text, path } of fieldsOf(sheet)) {
      // The parts of the goal are told one by one below.
      if (!(parts?.length && /分项/.test(label))) yield { text, path, subject: sheetSubject(sheet, label) };
    }
    for (let i = 0; i < (parts?.length ?? 0); i++) {
      const { heading, goal, indicators } = parts![i]!;
      const subject = sheetSubject(sheet, heading);
      if (goal) yield { text: goal, path: `${sheet.path}/parts/${i}/goal`, subject };
      if (indicators) yield { text: indicators, path: `${sheet.path}/parts/${i}/indicators`, subject };
    }
    for (let i = 0; i < sheet.sheet.tasks.length; i++) {
      const { name, content } = sheet.sheet.tasks[i]!;
      if (content)
        yield { text: content, path: `${sheet.path}/tasks/${i}/content`, subject: sheetSubject(sheet, name) };
    }
    for (const at of sheet.indicators) {
      const { level3, description } = at.indicator;
      yield { text: level3, path: `${at.path}/level3`, subject: indicatorSubject(at) };
      if (description) yield { text: description, path: `${at.path}/description`, subject: indicatorSubject(at) };
    }
  }
}

export default defineRule({
  id: 'stale-year',
  title: '依据或任务的年份已过',
  severity: 'warning',
  scope: 'sheet',
  why: '依据的规划在预算年度以前已经到期，或者任务要求在以前的年份完成，说明文字是从旧表抄来的，没有更新。',
  basis: [`${GOALS_2015}：绩效目标应当合理可行`],
  parameters: {},
  *find(index): Generator<Fact> {
    const { fiscalYear } = index.disclosure;
    if (fiscalYear === undefined) return;
    for (const one of textsOf(index)) {
      const ended: Fact[] = [];
      for (const [shown, from, to, rest = ''] of one.text.matchAll(PLAN)) {
        const plan = /规划|计划|纲要|方案|行动|意见/.test(rest);
        if (Number(from) < Number(to) && Number(to) < fiscalYear && plan && !PAST.test(rest))
          ended.push({ ...one, shown, year: Number(to), fiscalYear, plan: true });
      }
      for (const match of one.text.matchAll(UNTIL)) {
        const around = one.text.slice(Math.max(0, match.index - 10), match.index + 24);
        if (Number(match[1]) < fiscalYear && AIM.test(around))
          ended.push({ ...one, shown: match[0], year: Number(match[1]), fiscalYear, plan: false });
      }
      // Several in one text are one piece of text that was not renewed.
      if (ended[0]) yield { ...ended[0], shown: ended.map(({ shown }) => shown.replace(/^《/, '')).join('”、“') };
    }
  },
  report({ shown, path, subject, year, fiscalYear, plan }) {
    return {
      message: `${fiscalYear} 年度的目标表写有“${shown}”：${plan ? '这一规划' : '这一任务'}到 ${year} 年已经结束。`,
      subject,
      paths: [path],
      actual: shown,
      advice: plan ? `改用 ${fiscalYear} 年仍然有效的规划、文件。` : `改写为 ${fiscalYear} 年的任务和期限。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '依据的规划已经到期',
        { sheet: '示例培训经费', row: '立项必要性' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              attributes: { 立项必要性: '落实《2018—2022年示例教育培训规划》的要求。' },
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
            }),
          ],
        },
      ),
      wrong(
        '任务的期限已经过去：目标、任务内容、指标名称和解释',
        { sheet: '示例建设经费' },
        {
          sheets: [
            goalSheet('示例建设经费', {
              attributes: { 年度目标: '力争到2022年底，完成示例设施的改造。' },
              tasks: [{ group: 'key', name: '示例改造任务', content: '到2021年底实现示例设施全覆盖。' }],
              indicators: [
                indicator('产出指标/数量指标/到2023年建成示例站点数', '≥5个', {
                  description: '到2020年建成的示例站点数量。',
                }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('规划仍然有效；说的是过去；编号中的年份', {
        sheets: [
          goalSheet('示例培训经费', {
            attributes: {
              立项必要性: '落实《2023—2027年示例教育培训规划》。2021—2023年平均培训 280 人次。示例活动自2003年起举办。',
              项目概况: '保障2022至2023届共十五名示例人员的经费（示发〔2019〕8号）。',
            },
            indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
          }),
        ],
      }),
    ],
  },
});
