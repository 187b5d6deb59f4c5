import { DISCLOSURE_2016 } from '../../basis.ts';
import { paragraph, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';

interface Empty {
  at: number;
  section: string;
}

/** What a section of a disclosure is about; other short numbered lines may be a list. */
const TOPIC = /情况|说明|安排|绩效|目标|信息|收支|经费|资产|采购|解释|机构|职责|事项/;
/** Sections whose content may stand elsewhere. */
const ELSEWHERE = /表$|附件|附表|目录|公开表|报表/;

export default defineRule({
  id: 'empty-section',
  title: '标题下没有内容',
  severity: 'warning',
  scope: 'disclosure',
  why: '公开的说明列出了一节标题，下面既没有文字也没有表；没有这类事项的，也应当写明“无”。',
  basis: [`${DISCLOSURE_2016}：应当公开规定的内容并作出说明`],
  parameters: {},
  *find({ disclosure: { paragraphs = [] } }): Generator<Empty> {
    const titled = paragraphs.map(({ section, text }) => ({ section, empty: text === '' }));
    for (const [at, { section, empty }] of titled.entries()) {
      if (!empty || section.includes('/') || !TOPIC.test(section) || ELSEWHERE.test(section)) continue;
      // Titles one below the other are a list, or a table of contents whose book is another file.
      if (titled[at - 1]?.empty || titled[at + 1]?.empty) continue;
      if (!titled.some((one) => !one.empty && one.section !== '')) continue;
      yield { at, section };
    }
  },
  report({ at, section }) {
    return {
      message: `“${section}”只有标题，下面没有文字，也没有表。`,
      subject: { section },
      paths: [`/paragraphs/${at}/section`],
      advice: '补上这一节的内容；没有这类事项的，写明“无”。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '专项资金一节是空的',
        { section: '二、专项资金预算安排情况' },
        {
          paragraphs: [
            paragraph('一、部门职责', '负责道路养护。'),
            paragraph('二、专项资金预算安排情况', ''),
            paragraph('三、其他事项', '没有其他需要说明的事项。'),
          ],
        },
      ),
    ],
    right: [
      right('写明没有', {
        paragraphs: [
          paragraph('一、部门职责', '负责道路养护。'),
          paragraph('二、专项资金预算安排情况', '本单位无专项资金。'),
        ],
      }),
      right('一串条目不是各节的标题', {
        paragraphs: [
          paragraph('一、部门职责', '负责道路养护。'),
          paragraph('二、养护安排', ''),
          paragraph('三、检查安排', ''),
          paragraph('四、经费安排', ''),
        ],
      }),
    ],
  },
});
