import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, strToU8 } from 'fflate';
import { asCsv, asDocx, asHtml, asMht, asPdf, asText, asXlsx, changedRows, form } from './form.ts';
import { docxParts, type Parts, p, relationships, tbl, tc, tr, wordPart, xlsxParts, zip } from './office.ts';
import { pdf, rows, table, text as textAt } from './pdf.ts';

/** A whole number from 0 and below the one given. */
export type Pick = (below: number) => number;

/** A small generator of numbers, so that a failure can be repeated from the seed it prints. */
export function generator(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export const wordFile = (): Parts =>
  docxParts(
    `${p('标题')}<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:ins w:id="1"><w:r><w:t>甲</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>` +
      tbl(3, [
        tr([tc('一级', '<w:vMerge w:val="restart"/>'), tc('二级', '<w:gridSpan w:val="2"/>')]),
        tr([tc('', '<w:vMerge/>'), tc('a'), tc(`${tbl(2, [tr([tc('内'), tc('1')]), tr([tc('外'), tc('2')])])}<w:p/>`)]),
      ]),
    {
      'word/numbering.xml': wordPart(
        'numbering',
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
      ),
    },
    [['rId1', 'numbering', 'numbering.xml']],
  );

export const workbook = (): Parts => {
  const parts = xlsxParts(
    [
      {
        name: '表',
        xml: '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45292</v></c></row><row r="2" hidden="1"><c r="A2"><f>1+1</f></c><c r="C2" t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
      },
    ],
    {
      shared: '<si><t>甲</t></si>',
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy.m.d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
    },
  );
  parts['xl/worksheets/_rels/sheet1.xml.rels'] = relationships([['r1', 'drawing', '../drawings/d.xml']]);
  return parts;
};

const textFile = strToU8('表\n\t序号\n\t项目\n\n\t1\n\t甲\n\n\n第二\n甲\t乙\t丙\n\t丁\t\n"a,b",c\n'.repeat(3));

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, 'fixtures', name)));
const oldWordFile = fixture('form.doc');
const oldWorkbook = fixture('form.xls');

const page =
  '<html><head><style>.no{display:none}</style></head><body><h1>题</h1><p>文&nbsp;字<br>行</p><table><col><col style="display:none"><thead><tr><th rowspan=2>甲<th colspan=2>乙</thead><tbody><tr><td>1<td class=no>2<tr><td colspan="2">丙<td><table><tr><td>内<td>3</table></table><ul><li>一<li>二</ul></body></html>';

const archive = (): Parts => ({ '表/a.docx': zip(wordFile()), 'b.txt': textFile, 'c.xls': oldWorkbook });

/** Changes numbers of a binary file where they stand: lengths, places and counts decide what its reader does. */
function mutateWords(bytes: Uint8Array, pick: Pick): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  for (let times = 1 + pick(6); times > 0; times--) {
    // Half of the changes go to what is not empty.
    let at = pick(copy.length - 4);
    for (let tries = pick(2) * 50; tries > 0 && view.getUint32(at, true) === 0; tries--) at = pick(copy.length - 4);
    const old = view.getUint16(at, true);
    const value = [0, 1, 0xff, 0xffff, 0x7fff, old + 1, old - 1, old * 2, pick(0x10000)][pick(9)] as number;
    if (pick(4) === 0)
      view.setUint32(at, [0xffffffff, 0x7fffffff, pick(copy.length), 0xfffffffe][pick(4)] as number, true);
    else view.setUint16(at, value & 0xffff, true);
  }
  return pick(8) === 0 ? copy.slice(0, pick(copy.length)) : copy;
}

/** Words that break readers when they stand where others are expected. */
const words = [
  '<w:tbl>',
  '</w:tbl>',
  '<w:tr>',
  '</w:tc>',
  '<w:p>',
  '</w:p>',
  '<w:tc>',
  '<w:txbxContent>',
  '</w:txbxContent>',
  '<w:sdt>',
  '<w:sdtContent>',
  '<w:del>',
  '<mc:AlternateContent>',
  '<mc:Choice>',
  '<mc:Fallback/>',
  '<w:gridSpan w:val="-1"/>',
  '<w:gridSpan w:val="99999999"/>',
  '<w:gridBefore w:val="1e9"/>',
  '<w:vMerge/>',
  '<row r="1048576">',
  '<row r="0">',
  '<c r="XFD1048576"/>',
  '<c r="A1" t="s"><v>-1</v></c>',
  '<c r="A1" t="s"><v>1e99</v></c>',
  '<mergeCell ref="A1:XFD1048576"/>',
  '<c s="4294967296"><v>1e308</v></c>',
  '<v>NaN</v>',
  '<v>-0</v>',
  '&#0;',
  '&#xD800;',
  '&x;',
  '<!DOCTYPE a>',
  '<table>',
  '</table>',
  '<tr>',
  '<td rowspan=65535 colspan=99999>',
  '</td>',
  '<tbody>',
  '<caption>',
  '<col span=1e9>',
  '<script>',
  '<style>',
  '<plaintext>',
  '<select><option>',
  '<svg>',
  '&#x110000;',
  '&nbsp',
  '<p hidden>',
  ']]>',
  '<![CDATA[',
  '<!--',
  '"',
  "'",
  '<',
  '>',
  '&',
  '\0',
  '\ufeff',
  '\u2028',
];

function mutateText(text: string, pick: Pick): string {
  let mutated = text;
  for (let times = 1 + pick(4); times > 0; times--) {
    const at = pick(mutated.length + 1);
    switch (pick(5)) {
      case 0:
        mutated = mutated.slice(0, at) + mutated.slice(at + pick(40));
        break;
      case 1:
        mutated = mutated.slice(0, at) + words[pick(words.length)] + mutated.slice(at);
        break;
      case 2: {
        // Whole elements moved or doubled keep the nesting right, and reach deeper.
        const tags = [...mutated.matchAll(/<([\w:]+)[^>]*\/>|<([\w:]+)(?: [^>]*)?>(?:(?!<\2[ >]).)*?<\/\2>/gs)];
        const tag = tags[pick(tags.length || 1)];
        if (tag)
          mutated = mutated.slice(0, tag.index) + tag[0].repeat(pick(4)) + mutated.slice(tag.index + tag[0].length);
        break;
      }
      case 3:
        mutated = mutated.replace(/"([^"]*)"/g, (whole) =>
          pick(8) === 0 ? `"${words[pick(words.length)]!.replaceAll('"', '')}"` : whole,
        );
        break;
      default:
        mutated = mutated.replace(/\d+/g, (digits) =>
          pick(10) === 0 ? String([0, -1, 99999999, 1e21, 65536][pick(5)]) : digits,
        );
    }
  }
  return mutated;
}

function mutateBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let times = 1 + pick(8); times > 0; times--) copy[pick(copy.length)] = pick(256);
  return pick(6) === 0 ? copy.slice(0, pick(copy.length)) : copy;
}

function mutateParts(parts: Parts, pick: Pick): Uint8Array {
  const names = Object.keys(parts);
  const name = names[pick(names.length)] as string;
  const copy = { ...parts };
  if (pick(20) === 0) delete copy[name];
  else copy[name] = mutateText(String(parts[name]), pick);
  return zip(copy, 0);
}

const shape = { x: 60, widths: [60, 120, 200, 80] };
const head = ['级次', '名称', '说明', '数值'];
const pdfFile = pdf(
  [
    textAt(200, 60, '绩效目标表', 16) +
      table({ ...shape, y: 716, heights: [20, 34], cells: rows([head, ['一', '甲', '子', '1']]) }),
    table({ ...shape, y: 60, heights: [20, 20], cells: rows([head, ['二', '乙', '丑', '2']]) }) +
      textAt(60, 200, '正文') +
      textAt(280, 810, '第 2 页'),
  ],
  { picture: true },
);

const pdfForm = asPdf(form);

/** Words that mean something where they land. */
const pdfWords = [
  '/W [0 65535 500]',
  '/W [0 99999999 500]',
  '/ToUnicode 6 0 R',
  '/Encoding 6 0 R',
  '1 beginbfrange <0000> <FFFF> <0041> endbfrange',
  '1 begincidrange <00000000> <7FFFFFFF> 0 endcidrange',
  '/Subtype /Form',
  '/Type /ObjStm /N 9 /First 0',
  '2 0 R',
  '1 0 R',
  '8 0 R',
  '<< /Type /Pages /Kids [2 0 R] /Count 1e9 >>',
  '/Filter /FlateDecode',
  '/Filter [/ASCIIHexDecode /LZWDecode]',
  '/Rotate 90',
  '/Rotate 45',
  '/MediaBox [0 0 0 0]',
  '/MediaBox [1e30 0 -1e30 1]',
  '/UserUnit 1e9',
  '/Encrypt 5 0 R',
  '/Predictor 15',
  'q '.repeat(200),
  'Q '.repeat(20),
  '0 0 0 0 0 0 cm ',
  '1e38 0 0 1e38 0 0 cm ',
  '/F1 0 Tf ',
  '/F1 -1e9 Tf ',
  '/F9 10 Tf ',
  '1e30 Tc ',
  '0 Tz ',
  '-100 Tz ',
  '3 Tr ',
  '7 Tr ',
  '0 0 1e9 1e9 re f ',
  '0 0 m 1e38 0 l S ',
  'W n ',
  '/P Do ',
  'BI /W 9999999 /H 9999999 ID x EI ',
  '[(a) -1e30 (b)] TJ ',
  'BT ',
  'ET ',
  'NaN',
  '-',
  '>>',
  '<<',
  'endstream',
  'endobj',
  '%%EOF',
  '\0',
];

function mutatePdf(file: Uint8Array, pick: Pick): Uint8Array {
  return Uint8Array.from(Buffer.from(changedIn(Buffer.from(file).toString('latin1'), pick), 'latin1'));
}

function changedIn(text: string, pick: Pick): string {
  let source = text;
  for (let times = 1 + pick(5); times > 0; times--) {
    const at = pick(source.length);
    switch (pick(5)) {
      case 0:
        source = source.slice(0, at) + source.slice(at + pick(60));
        break;
      case 1:
        source = source.slice(0, at) + pdfWords[pick(pdfWords.length)] + source.slice(at);
        break;
      case 2:
        source = source.replace(/-?\d+(?:\.\d+)?/g, (number) =>
          pick(60) === 0 ? String([0, -1, 99999999, 1e21, 0.0001, 65536][pick(6)]) : number,
        );
        break;
      case 3: {
        const length = pick(300);
        source = source.slice(0, at) + source.slice(at, at + length).repeat(pick(4)) + source.slice(at + length);
        break;
      }
      default:
        source = source.slice(0, at) + String.fromCharCode(pick(256)) + source.slice(at + 1);
    }
  }
  return source;
}

/**
 * Damaged files of every format, by the name such a file comes under; the short fuzz tests and `npm run test:long` share
 * them. Half of them are damaged as files, half hold a form with damaged content.
 */
export const mutants = {
  'a.docx': (pick: Pick) => (pick(2) ? zip(asDocx(changedRows(form, pick)), 0) : damagedOffice(pick, wordFile, asDocx)),
  'a.xlsx': (pick) => (pick(2) ? zip(asXlsx(changedRows(form, pick)), 0) : damagedOffice(pick, workbook, asXlsx)),
  'a.doc': (pick) => mutateWords(oldWordFile, pick),
  'a.xls': (pick) => mutateWords(oldWorkbook, pick),
  'a.html': (pick) =>
    pick(2) ? strToU8(asHtml(changedRows(form, pick))) : damagedText(pick(2) ? page : asHtml(form), pick),
  'a.mht': (pick) =>
    pick(2)
      ? strToU8(asMht(pick(2) ? mutateText(page, pick) : asHtml(changedRows(form, pick)), pick(2) === 0))
      : damagedText(asMht(page, pick(2) === 0), pick),
  'a.zip': (pick) => mutateBytes(zip(archive(), pick(2) ? 0 : 6), pick),
  'a.txt': (pick) => (pick(2) ? strToU8(asText(changedRows(form, pick))) : damagedText(strFromU8(textFile), pick)),
  'a.csv': (pick) => (pick(2) ? strToU8(asCsv(changedRows(form, pick))) : damagedText(strFromU8(textFile), pick)),
  'a.pdf': (pick) => (pick(2) ? asPdf(changedRows(form, pick)) : mutatePdf(pick(2) ? pdfFile : pdfForm, pick)),
} satisfies Record<string, (pick: Pick) => Uint8Array>;

export type MutantName = keyof typeof mutants;

function damagedOffice(pick: Pick, small: () => Parts, asOffice: (rows: typeof form) => Parts): Uint8Array {
  const parts = pick(2) ? small() : asOffice(form);
  return pick(4) ? mutateParts(parts, pick) : mutateBytes(zip(parts), pick);
}

function damagedText(text: string, pick: Pick): Uint8Array {
  return pick(4) ? strToU8(mutateText(text, pick)) : mutateBytes(strToU8(text), pick);
}
