import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attribute, decodeXml, descendants, encodeXml, parseXml, SpliceConflict, splice, written } from './xml.ts';

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

test('elements are found by their namespace, whatever prefix the file chose', () => {
  const source = `<?xml version="1.0"?><!-- <q:p/> --><q:body xmlns:q="${main}"><q:p a=">"><q:t/><![CDATA[<q:p/>]]></q:p></q:body>`;
  const root = parseXml(source);
  const [p, ...more] = descendants(root, 'w:p');
  expect(more).toEqual([]);
  expect(p && written(source, p)).toBe('<q:p a=">"><q:t/><![CDATA[<q:p/>]]></q:p>');
  expect(p && attribute(source, p, 'a')?.value).toBe('>');
});

test('anything is taken apart in the end', () => {
  // A tag whose quote is never closed once led round in circles.
  expect(parseXml('<Types>e="x"/><Overril" ContentType="a"/></Types>').children).toHaveLength(1);
  const text = fc.string({
    unit: fc.constantFrom('<', '>', '/', '"', "'", '!', '?', '-', '[', ']', 'a', ' ', '=', 'CDATA['),
  });
  fc.assert(
    fc.property(text, (source) => void parseXml(source)),
    { numRuns: 2_000 },
  );
});

test('text comes back as it was put in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const allowed = [...text].filter((c) => c >= ' ' || c === '\t' || c === '\n').join('');
      expect(decodeXml(encodeXml(allowed))).toBe(allowed.replace(/[\ufffe\uffff]/g, ''));
    }),
  );
});

test('changes are made at once, and never of the same characters', () => {
  const splices = [
    { start: 3, end: 4, text: '丁' },
    { start: 1, end: 1, text: '甲' },
    { start: 1, end: 2, text: '' },
  ];
  expect(splice('abcd', splices)).toBe('a甲c丁');
  expect(() => splice('abcd', [...splices, { start: 1, end: 3, text: '' }])).toThrow(SpliceConflict);
});
