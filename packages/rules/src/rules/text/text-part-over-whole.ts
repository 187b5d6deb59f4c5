import type { MoneyUnit } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import { type Exact, exact, printExact } from '../../exact.ts';
import { paragraph, right, wrong } from '../../example.ts';
import { type Sentence, sentencesOf } from '../../prose.ts';
import { defineRule } from '../../rule.ts';

interface Oversized {
  sentence: Sentence;
  whole: { name: string; value: Exact; unit: MoneyUnit };
  part: { name: string; value: Exact; unit: MoneyUnit };
}

const SECTION = '2、支出说明';

/**
 * 项目支出100万元，主要为…共计500万元: an amount, at once what it consists of, and the first amount of that. A share, a
 * comparison or a sum of several years between the two says something else.
 */
const PART =
  /([\u4e00-\u9fff()、]{2,20}?)(?:共计|合计|总计|安排|预算|为|是|共){0,6}(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)[,(]?(?:主要为|主要是|主要包括|其中[:：]?)([\u4e00-\u9fff()、]{2,25}?)(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)/g;
const CHANGE = /增|减|上升|下降|提高|降低|占|较|比|上年|去年|累计|总投资|资产|三年|五年|平均|人均|单价/;

export default defineRule({
  id: 'text-part-over-whole',
  title: '文字说明中部分大于整体',
  severity: 'error',
  scope: 'disclosure',
  why: '一项支出“主要为”“其中”的部分，不会大于这项支出本身；大于时，多半是把别处的一段文字误粘到这里。',
  basis: [`${DISCLOSURE_2016}：公开的说明应当与公开表的数字相符`],
  parameters: {},
  *find(index): Generator<Oversized> {
    for (const sentence of sentencesOf(index)) {
      for (const m of sentence.text.matchAll(PART)) {
        const [, wholeName = '', wholeFigure = '', wholeUnit = '', partName = '', partFigure = '', partUnit = ''] = m;
        // Of two units one is a slip: text-unit-slip.
        if (wholeUnit !== partUnit || CHANGE.test(wholeName) || CHANGE.test(partName)) continue;
        const whole = amount(wholeName, wholeFigure, wholeUnit as MoneyUnit);
        const part = amount(partName, partFigure, partUnit as MoneyUnit);
        if (part.value > whole.value && whole.value > 0n) yield { sentence, whole, part };
      }
    }
  },
  report({ sentence, whole, part }) {
    const print = ({ value, unit }: Oversized['whole']) => `${printExact(value, unit)}${unit}`;
    return {
      message: `文字说明“${whole.name}”为 ${print(whole)}，又说主要为或其中“${part.name}”${print(part)}：部分大于整体。`,
      subject: { section: sentence.section, row: whole.name },
      paths: [sentence.path],
      expected: `不大于 ${print(whole)}`,
      actual: print(part),
      advice: `核对“${whole.name}”的内容说明，把不属于它的文字和数字删去或改正。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '把整个预算写成项目支出的内容',
        { section: SECTION, row: '项目支出' },
        { paragraphs: [paragraph(SECTION, '项目支出300万元，主要为本年支出预算共计400万元，用于道路养护。')] },
      ),
    ],
    right: [
      right('部分小于整体', {
        paragraphs: [paragraph(SECTION, '支出预算400万元，其中基本支出100万元，项目支出300万元。')],
      }),
      right('增减额有增有减，可以大于总的增减额', {
        paragraphs: [paragraph(SECTION, '支出预算增加20万元，主要为项目支出增加30万元，基本支出减少10万元。')],
      }),
      right('占比的基数不是部分', {
        paragraphs: [paragraph(SECTION, '项目支出300万元，其中占支出预算400万元的75%。')],
      }),
    ],
  },
});

function amount(name: string, figure: string, unit: MoneyUnit): Oversized['whole'] {
  const bare = name.replace(/^.*(其中|包括|和|及|\d年)/, '').replace(/(共计|合计|总计|安排|预算安排|为|是|共)+$/, '');
  return { name: bare === '' ? name : bare, value: exact(Number(figure.replace(/,/g, '')), unit), unit };
}
