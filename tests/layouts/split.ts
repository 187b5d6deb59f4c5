import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** What a person leaves in the cells of which a merged one was: its text in the first of them, or in each. */
export type Left = 'in the first' | 'in each';

/** The document with every merged cell of its tables split, as far as bytes of its format say what is merged. */
export function splitMerges(name: string, bytes: Uint8Array, left: Left): Uint8Array {
  if (name.endsWith('.html')) return strToU8(splitHtml(strFromU8(bytes), left));
  const sheet = /^(?:word\/document|xl\/worksheets\/[^/]+)\.xml$/;
  const split = name.endsWith('.docx') ? splitDocx : splitXlsx;
  const parts = Object.entries(unzipSync(bytes)).map(([part, content]): [string, Uint8Array] => [
    part,
    sheet.test(part) ? strToU8(split(strFromU8(content), left)) : content,
  ]);
  return zipSync(Object.fromEntries(parts));
}

function splitDocx(xml: string, left: Left): string {
  return xml.replace(/<w:tbl>[\s\S]*?<\/w:tbl>/g, (table) => {
    /** The merged cell that goes on below a column. */
    const open: (string | undefined)[] = [];
    return table.replace(/<w:tr[ >][\s\S]*?<\/w:tr>/g, (row) => {
      let column = 0;
      return row.replace(/<w:tc>[\s\S]*?<\/w:tc>/g, (cell) => {
        const columns = Number(/<w:gridSpan w:val="(\d+)"/.exec(cell)?.[1] ?? 1);
        const merge = /<w:vMerge(?: w:val="(\w+)")?\/>/.exec(cell);
        const alone = cell.replace(/<w:gridSpan [^>]*\/>|<w:vMerge[^>]*\/>/g, '');
        const blank = '<w:tc><w:tcPr/><w:p/></w:tc>';
        const goesOn = merge !== null && merge[1] !== 'restart';
        const text = goesOn ? (open[column] ?? blank) : alone;
        const first = goesOn && left === 'in the first' ? blank : text;
        open[column] = merge ? text : undefined;
        column += columns;
        return first + (left === 'in each' ? text : blank).repeat(columns - 1);
      });
    });
  });
}

function splitXlsx(xml: string, left: Left): string {
  const merges = [...xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\/>/g)];
  const without = xml.replace(/<mergeCells[\s\S]*?<\/mergeCells>/, '');
  if (left === 'in the first') return without;
  const cells = new Map(
    [...without.matchAll(/<c r="([A-Z]+\d+)"(?:[^>]*\/>|[\s\S]*?<\/c>)/g)].map((m) => [m[1]!, m[0]]),
  );
  for (const [, from = '', top, to = '', bottom] of merges) {
    const source = cells.get(`${from}${top}`);
    if (!source) continue;
    for (let row = Number(top); row <= Number(bottom); row++)
      for (let column = numberOf(from); column <= numberOf(to); column++) {
        const address = `${lettersOf(column)}${row}`;
        cells.set(address, source.replace(/r="[A-Z]+\d+"/, `r="${address}"`));
      }
  }
  const rowOf = (address: string): number => Number(/\d+/.exec(address)?.[0]);
  return without.replace(/<row ([^>]*?)(?:\/>|>[\s\S]*?<\/row>)/g, (_row, attributes: string) => {
    const number = Number(/\br="(\d+)"/.exec(attributes)?.[1]);
    const own = [...cells]
      .filter(([address]) => rowOf(address) === number)
      .sort(([a], [b]) => numberOf(a.replace(/\d+/, '')) - numberOf(b.replace(/\d+/, '')));
    return `<row ${attributes}>${own.map(([, cell]) => cell).join('')}</row>`;
  });
}

function numberOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
}

function lettersOf(column: number): string {
  return column === 0 ? '' : lettersOf(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));
}

function splitHtml(html: string, left: Left): string {
  return html.replace(/<table[\s\S]*?<\/table>/g, (table) => {
    const rows = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => row);
    const taken: (string | undefined)[][] = rows.map(() => []);
    for (const [r, row] of rows.entries()) {
      let column = 0;
      for (const [cell] of row.matchAll(/<t[dh][\s\S]*?<\/t[dh]>/g)) {
        while (taken[r]?.[column] !== undefined) column++;
        const span = (name: string): number => Number(new RegExp(`${name}="?(\\d+)`).exec(cell)?.[1] ?? 1);
        const alone = cell.replace(/ (?:row|col)span="?\d+"?/g, '');
        for (let down = 0; down < span('rowspan'); down++)
          for (let across = 0; across < span('colspan'); across++) {
            const first = down === 0 && across === 0;
            const fields = taken[r + down];
            if (fields) fields[column + across] = first || left === 'in each' ? alone : '<td></td>';
          }
      }
    }
    const body = taken.map((fields) => `<tr>${fields.map((cell) => cell ?? '').join('')}</tr>`).join('\n');
    return `${/^<table[^>]*>/.exec(table)?.[0] ?? '<table>'}${body}</table>`;
  });
}
