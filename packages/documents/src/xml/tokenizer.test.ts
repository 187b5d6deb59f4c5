import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tag, XmlError, XmlTokenizer } from './tokenizer.ts';

const namespaces = new Map([
  ['urn:main', ''],
  ['urn:word', 'w'],
]);

function events(pieces: readonly string[], skip?: RegExp): string[] {
  const seen: string[] = [];
  const tokenizer = new XmlTokenizer(
    {
      wantsText: true,
      open(name, tag: Tag) {
        const value = tag.get('val');
        seen.push(value === undefined ? `<${name}` : `<${name} ${value}`);
        if (skip && name === 'w:props') tag.skip(skip);
      },
      close: (name) => seen.push(`/${name}`),
      text: (text) => seen.push(text),
    },
    namespaces,
  );
  for (const piece of pieces) tokenizer.write(piece);
  tokenizer.end();
  return seen;
}

/** One run of text may come in several calls; joined, the events are the same. */
function joined(list: readonly string[]): string {
  return list.join('|').replace(/\|(?![</])/g, '|');
}

const sample =
  `<?xml version="1.0"?><!-- note --><x:doc xmlns:x="urn:word" xmlns="urn:main">` +
  `<x:p x:val="a &gt; b" other='>"'>一&#20108;&#x4e09;&amp;</x:p><row val = '1'/><![CDATA[<raw>&amp;]]>` +
  `<y:z xmlns:y="urn:word" y:val="&lt;"/></x:doc>`;

describe('XmlTokenizer', () => {
  it('tells names by namespace, attributes by local name, and resolves entities', () => {
    expect(events([sample])).toEqual([
      '<w:doc',
      '<w:p a > b',
      '一二三&',
      '/w:p',
      '<row 1',
      '/row',
      '<raw>&amp;',
      '<w:z <',
      '/w:z',
      '/w:doc',
    ]);
  });

  it('gives the same events however the text is cut', () => {
    const whole = joined(events([sample]));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: sample.length }), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), sample.length];
        const pieces = places.slice(1).map((end, index) => sample.slice(places[index], end));
        expect(joined(events(pieces))).toBe(whole);
      }),
    );
  });

  it('does not find an attribute by the end of another name', () => {
    expect(events(['<a xmlns="urn:main" interval="1"/>'])).toEqual(['<a', '/a']);
  });

  it('tells unknown namespaces apart from known ones', () => {
    expect(events(['<p xmlns="urn:else"/>'])).toEqual(['<?:p', '/?:p']);
  });

  it('leaves an element out when asked, unless it holds what is looked for', () => {
    const source = (inside: string): string[] => [`<d xmlns:w="urn:word"><w:props>${inside}</w:props><w:t>x</w:t></d>`];
    expect(events(source('<w:b/><w:i/>'), /vanish/)).toEqual([
      '<?:d',
      '<w:props',
      '/w:props',
      '<w:t',
      'x',
      '/w:t',
      '/?:d',
    ]);
    expect(events(source('<w:vanish/>'), /vanish/)).toContain('<w:vanish');
    expect(events(source('<w:props/>'), /vanish/)).toHaveLength(9);
  });

  it.each([
    ['<a><b></a></b>', '配对'],
    ['<a>', '断开'],
    ['', '断开'],
    ['<a/><b/>', '多余'],
    ['<a/>text', '断开'],
    ['<a>&nbsp;</a>', '未定义'],
    ['<a>& b</a>', '引用'],
    ['<a>&#x;</a>', '引用'],
    ['<a <b/></a>', '没有写完'],
    ['<>x</>', '名称'],
    ['<a>'.repeat(600), '过深'],
  ])('refuses %s', (source, reason) => {
    expect(() => events([source])).toThrow(XmlError);
    expect(() => events([source])).toThrow(reason);
  });

  it('refuses a document type declaration before it can do anything', () => {
    const source = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
    expect(() => events([source])).toThrow(expect.objectContaining({ dtd: true }));
    expect(() => events(['<!DOC', 'TYPE a>', '<a/>'])).toThrow(expect.objectContaining({ dtd: true }));
  });

  it('survives any text: events or XmlError, never another error', () => {
    const alphabet = fc.constantFrom(
      '<',
      '>',
      '/',
      '!',
      '?',
      '-',
      '[',
      ']',
      '&',
      ';',
      '#',
      '"',
      "'",
      '=',
      ' ',
      'a',
      'x:',
      'xmlns=',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), (signs) => {
        try {
          events([signs.join('')]);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
