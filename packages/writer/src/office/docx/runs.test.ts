import { expect, test } from 'vitest';
import { descendants, parseXml, splice, textOf } from '../xml.ts';
import { writeText } from './runs.ts';

const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const cell = (inner: string): string => `<w:tc ${ns}><w:tcPr><w:tcW w:w="1"/></w:tcPr>${inner}</w:tc>`;
const bold = (text: string): string => `<w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r>`;
const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;

function write(source: string, wanted: string): string {
  const root = parseXml(source);
  const [holder] = root.children;
  if (!holder) throw new Error('no element');
  const shown = descendants(holder, 'w:p')
    .map((p) =>
      descendants(p, 'w:t')
        .map((t) => textOf(source, t))
        .join(''),
    )
    .join('\n');
  const written = writeText(source, holder, shown, wanted);
  return written.ok ? splice(source, written.splices) : written.why;
}

test('only the run whose words change is touched', () => {
  const before = cell(`<w:p>${bold('≥90')}${run('百分')}${run('比 &amp; 其他')}</w:p>`);
  expect(write(before, '≥90%&其他')).toBe(
    cell(`<w:p>${bold('≥90')}${run('%')}${run(' &amp; 其他')}</w:p>`).replace('<w:t> ', '<w:t xml:space="preserve"> '),
  );
});

test('a cell without words takes the look of its end mark', () => {
  const mark = '<w:pPr><w:jc w:val="center"/><w:rPr><w:sz w:val="21"/></w:rPr></w:pPr>';
  const words = '<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">28</w:t></w:r>';
  expect(write(cell(`<w:p>${mark}</w:p>`), '28')).toBe(cell(`<w:p>${mark}${words}</w:p>`));
  expect(write(cell('<w:p/>'), '28')).toBe(cell('<w:p><w:r><w:t xml:space="preserve">28</w:t></w:r></w:p>'));
});

test('lines more become paragraphs like the last, lines less go', () => {
  const p = (text: string) => `<w:p><w:pPr><w:jc w:val="left"/></w:pPr>${bold(text)}</w:p>`;
  const spaced = (text: string) => p(text).replace('<w:t>', '<w:t xml:space="preserve">');
  expect(write(cell(p('一') + p('三')), '一\n二\n三')).toBe(cell(p('一') + p('二') + spaced('三')));
  expect(write(cell(p('一') + p('二') + p('三')), '一\n三')).toBe(cell(p('一') + p('三')));
  expect(write(cell(p('一') + p('二')), '')).toBe(cell(p('')));
});

test('tracked changes stay, deleted words are no words', () => {
  const deleted = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>';
  const inserted = (text: string) => `<w:ins w:id="2">${run(text)}</w:ins>`;
  expect(write(cell(`<w:p>${deleted}${inserted('新值')}</w:p>`), '新数')).toBe(
    cell(`<w:p>${deleted}${inserted('新数')}</w:p>`),
  );
});

test('what is not all there is refused with a reason', () => {
  expect(write(cell(`<w:p>${run('甲')}</w:p><w:tbl><w:tr/></w:tbl>`), '乙')).toBe('单元格中还有表格');
  const source = cell(`<w:p>${run('甲')}</w:p>`);
  const [holder] = parseXml(source).children;
  expect(holder && writeText(source, holder, '1.甲 ', '乙')).toEqual({ ok: false, why: '改动涉及自动编号' });
  const hidden = { ok: false, why: '其中有自动编号或不显示的文字' };
  expect(holder && writeText(source, holder, '甲(1)', '乙')).toEqual(hidden);
});

test('the number of a list stays what it is', () => {
  const source = cell(`<w:p>${run('甲')}</w:p>`);
  const [holder] = parseXml(source).children;
  const written = holder && writeText(source, holder, '1.甲', '1.乙');
  expect(written?.ok && splice(source, written.splices)).toBe(cell(`<w:p>${run('乙')}</w:p>`));
});
