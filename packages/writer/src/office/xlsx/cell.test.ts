import { expect, test } from 'vitest';
import { parseXml } from '../xml.ts';
import { cellXml, contentFor } from './cell.ts';

const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const twoDecimals = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${value * 100}%`;
const days = (value: number): string => `${value}天`;
const plain = (value: number): string => String(value);

function write(xml: string, wanted: string, format = plain, shared = ''): string {
  const source = `<row ${ns}>${xml}</row>`;
  const element = parseXml(source).children[0]?.children[0];
  const strings = `<sst ${ns}>${shared}</sst>`;
  const si = parseXml(strings).children[0]?.children[0];
  const content = contentFor({ source, element, format, shared: si && { source: strings, element: si } }, wanted);
  if (!content.ok) return content.why;
  return element ? cellXml(source.slice(element.start, element.open), element.tag, content.content) : '';
}

test('numbers stay numbers, as their format shows them', () => {
  expect(write('<c r="B7" s="5"><v>12.5</v></c>', '13.00', twoDecimals)).toBe('<c r="B7" s="5"><v>13</v></c>');
  expect(write('<c r="B7"><v>0.25</v></c>', '30%', percent)).toBe('<c r="B7"><v>0.3</v></c>');
  expect(write('<c r="B7" t="n"><v>180</v></c>', '200天', days)).toBe('<c r="B7"><v>200</v></c>');
  expect(write('<c r="B7"><v>87.57</v></c>', '1,088.80')).toBe('<c r="B7"><v>1088.8</v></c>');
  expect(write('<c r="B7"><v>12.5</v></c>', '12.345', twoDecimals)).toMatch(/数字格式显示不出 12\.345/);
});

test('words become inline strings, so that shared ones keep their numbers', () => {
  const text = (words: string) => `<c r="B7" s="2" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`;
  expect(write('<c r="B7" s="2" t="s"><v>0</v></c>', '=100%', plain, '<si><t>≥100%</t></si>')).toBe(text('=100%'));
  expect(write('<c r="B7" s="2"><v>28</v></c>', '≥28')).toBe(text('≥28'));
  expect(write('<c r="B7" s="2" t="inlineStr"><is><t>甲</t></is></c>', '_x000D_<')).toBe(text('_x005F_x000D_&lt;'));
});

test('rich text keeps the runs that do not change', () => {
  const shared = '<si><r><rPr><b/></rPr><t>≥90</t></r><r><t>百分比</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>';
  expect(write('<c r="B7" t="s"><v>0</v></c>', '≥90%', plain, shared)).toBe(
    '<c r="B7" t="inlineStr"><is><r><rPr><b/></rPr><t>≥90</t></r><r><t xml:space="preserve">%</t></r></is></c>',
  );
});

test('a blank cell takes a number only where its format shows the very digits', () => {
  expect(write('<c r="B7" s="1"/>', '28')).toBe('<c r="B7" s="1"><v>28</v></c>');
  expect(write('<c r="B7" s="1"/>', '28', twoDecimals)).toContain('t="inlineStr"');
  expect(write('<c r="B7"/>', '007')).toContain('<t xml:space="preserve">007</t>');
  expect(write('<c r="B7"><v>1</v></c>', '')).toBe('<c r="B7"/>');
  expect(write('<c r="B7" t="b"><v>1</v></c>', '是')).toMatch(/不能改写/);
});
