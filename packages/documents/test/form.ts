import type { Pick } from './mutants.ts';
import { docxParts, type Parts, p, tbl, tc, tr, xlsxParts } from './office.ts';
import { rows as cellsOf, pdf, table, text as textAt } from './pdf.ts';

/** A document as rows: a row of one text is a paragraph, other rows are those of a table. */
export type Rows = readonly (readonly string[])[];

/** A goal form, a budget table and prose with figures, so that reader and rules have something to do. */
export const form: Rows = [
  ['示例市示例局2024年部门预算公开'],
  ['项目支出绩效目标表'],
  ['项目名称', '示例培训经费', '项目编码', '0012024'],
  ['主管部门', '示例市示例局', '实施单位', '示例中心'],
  ['资金总额（万元）', '120.50', '其中：财政拨款', '100.00'],
  ['年度目标', '全年举办培训8期，培训800人次。', '', ''],
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['产出指标', '数量指标', '培训人次', '≥800人次'],
  ['', '质量指标', '培训合格率', '≥95%'],
  ['', '时效指标', '按期完成率', '=100%'],
  ['', '成本指标', '人均成本', '≤1500元'],
  ['效益指标', '社会效益指标', '政策知晓率', '85%以上'],
  ['满意度指标', '服务对象满意度指标', '学员满意度', '90-100%'],
  ['收支预算总表'],
  ['单位：万元'],
  ['收入', '', '支出', ''],
  ['项目', '预算数', '项目', '预算数'],
  ['一、一般公共预算拨款', '1,200.00', '一、教育支出', '800.00'],
  ['二、政府性基金预算拨款', '0.00', '二、社会保障和就业支出', '400.00'],
  ['收入总计', '1,200.00', '支出总计', '1,200.00'],
  ['一般公共预算支出表'],
  ['科目编码', '科目名称', '合计', '其中：基本支出'],
  ['205', '教育支出', '800', '500'],
  ['20508', '进修及培训', '800', '500'],
  ['', '合计', '1200', '900'],
  ['二、“三公”经费：2024年预算安排3.5万元，比上年减少0.5万元，下降12.5%；其中公务接待费1万元。'],
];

/** What a cell may hold that its readers do not expect. */
const contents = [
  '',
  ' ',
  '0',
  '-',
  '—',
  '合计',
  '其中：',
  '一级指标',
  '指标值',
  '项目名称',
  '单位：亿元',
  '≥',
  '≥≥100%%',
  '100%-1%',
  '不低于不超过',
  '1e309',
  '9'.repeat(400),
  '-0.000000000000000000001',
  '0x1F',
  '１２，３４５．６万元',
  '(12.5)',
  '2024年13月32日',
  '一百二十',
  '（',
  '）'.repeat(50),
  '其中：'.repeat(200),
  '1、'.repeat(300),
  '，'.repeat(2000),
  '12.5 '.repeat(500),
  'a'.repeat(5000),
  '指标'.repeat(3000),
  '9'.repeat(10_000),
  '（1）'.repeat(4_000),
  '合计'.repeat(5_000),
  '1.'.repeat(5_000),
  '分别'.repeat(5_000),
  '\ud83d\ude00',
  '\u0000',
  '\u202e',
  '__proto__',
  'constructor',
  '~0~1/',
  '$&$1',
];

/** The same document with cells, rows and stretches changed, moved, doubled and lost. */
export function changedRows(rows: Rows, pick: Pick): string[][] {
  const changed = rows.map((row) => [...row]);
  for (let times = 1 + pick(8); times > 0; times--) {
    const at = pick(changed.length || 1);
    const row = changed[at] ?? [];
    const column = pick(row.length || 1);
    // Seldom a row far wider than any form.
    if (pick(200) === 0) row.push(...Array.from({ length: 600 }, (_none, index) => (index % 3 === 0 ? '12.5' : '甲')));
    switch (pick(8)) {
      case 0:
        changed.splice(at, 1 + pick(4));
        break;
      case 1:
        changed.splice(pick(changed.length + 1), 0, ...changed.slice(at, at + 1 + pick(6)).map((copy) => [...copy]));
        break;
      case 2:
        row.splice(column, 1);
        break;
      case 3:
        row.splice(column, 0, ...Array.from({ length: 1 + pick(6) }, () => contents[pick(contents.length)]!));
        break;
      case 4: {
        const other = changed[pick(changed.length)]!;
        const there = pick(other.length || 1);
        [row[column], other[there]] = [other[there] ?? '', row[column] ?? ''];
        break;
      }
      case 5: {
        const text = row[column] ?? '';
        const cut = pick(text.length + 1);
        row[column] = text.slice(0, cut) + contents[pick(contents.length)] + text.slice(cut + pick(3));
        break;
      }
      default:
        row[column] = contents[pick(contents.length)]!;
    }
  }
  return changed;
}

/** Stretches of rows that are tables, and rows that are paragraphs, in turn. */
function parts(rows: Rows): (string | Rows)[] {
  const found: (string | string[][])[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (row.length === 1) found.push(row[0]!);
    else if (Array.isArray(last)) last.push([...row]);
    else found.push([[...row]]);
  }
  return found;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\u0000-\u0008]/g, '');

export function asDocx(rows: Rows): Parts {
  const body = parts(rows).map((part) => {
    if (typeof part === 'string') return p(escaped(part));
    const width = Math.max(...part.map((row) => row.length));
    // An empty first cell goes on with the one above.
    const merge = (text: string, column: number): string => {
      if (column > 0) return '';
      return text === '' ? '<w:vMerge/>' : '<w:vMerge w:val="restart"/>';
    };
    return tbl(
      width,
      part.map((row) => tr(row.map((text, column) => tc(p(escaped(text)), merge(text, column))))),
    );
  });
  return docxParts(body.join(''));
}

export function asXlsx(rows: Rows): Parts {
  const xml = rows.map(
    (row) =>
      `<row>${row
        .map((text) =>
          /^-?\d{1,15}(\.\d+)?$/.test(text)
            ? `<c><v>${text}</v></c>`
            : `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
        )
        .join('')}</row>`,
  );
  return xlsxParts([{ name: '表', xml: `<sheetData>${xml.join('')}</sheetData>` }]);
}

export function asHtml(rows: Rows): string {
  const body = parts(rows).map((part) =>
    typeof part === 'string'
      ? `<p>${escaped(part)}</p>`
      : `<table>${part.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`).join('')}</table>`,
  );
  return `<html><head><meta charset="utf-8"></head><body>${body.join('')}</body></html>`;
}

/** A page as browsers and Word save it in one file. */
export function asMht(html: string, base64: boolean): string {
  const bytes = Buffer.from(html);
  const content = base64
    ? bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
    : bytes
        .toString('latin1')
        .replace(/[=\x80-\xff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
        .replace(/.{70,72}(?![0-9A-F]{0,2}$)/g, '$&=\r\n');
  return [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="----=_Part"; type="text/html"',
    '',
    '------=_Part',
    'Content-Type: text/html; charset="utf-8"',
    `Content-Transfer-Encoding: ${base64 ? 'base64' : 'quoted-printable'}`,
    'Content-Location: file:///C:/a.htm',
    '',
    content,
    '------=_Part',
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '------=_Part--',
    '',
  ].join('\r\n');
}

export const asText = (rows: Rows): string => rows.map((row) => row.join('\t')).join('\n');

export const asCsv = (rows: Rows): string =>
  rows
    .map((row) => row.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(','))
    .join('\r\n');

const WIDTHS = [130, 130, 130, 90];
const ROW = 18;

/** One page; what does not fit on it hangs out of it. */
export function asPdf(rows: Rows): Uint8Array {
  let y = 30;
  const drawn = parts(rows).map((part) => {
    const from = y;
    if (typeof part === 'string') {
      y += ROW;
      return textAt(60, from + 12, part.slice(0, 300));
    }
    y += ROW * part.length + 4;
    const cut = part.map((row) => row.slice(0, WIDTHS.length).map((text) => text.slice(0, 300)));
    return table({ x: 60, y: from, widths: WIDTHS, heights: cut.map(() => ROW), cells: cellsOf(cut), size: 8 });
  });
  return pdf([drawn.join('')]);
}
