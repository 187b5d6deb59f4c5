import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type Figure, milliseconds, ratio } from './figure.ts';

const ROWS = 50_000;
const COLUMNS = 10;
const MEGABYTES = 300;
const ROUNDS = 3;
const child = path.join(import.meta.dirname, 'open-child.ts');

/** What a child process that opened a file says of it. */
interface Opened {
  ms: number;
  peakBytes: number;
  cells: number;
}

/** Opening a workbook of 500,000 cells against SheetJS, each in a process of its own: time, and memory of the process. */
export function measureWorkbook(): Figure[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bench-'));
  try {
    const file = path.join(folder, 'large.xlsx');
    writeFileSync(file, workbook());
    const runs = Array.from({ length: ROUNDS }, () => ({
      ours: open('documents', file),
      sheetjs: open('sheetjs', file),
    }));
    for (const { ours, sheetjs } of runs)
      if (ours.cells !== ROWS * COLUMNS || sheetjs.cells !== ours.cells) throw new Error('not all cells were opened');
    const least = (of: (run: (typeof runs)[number]) => number): number => Math.min(...runs.map(of));
    const time = least(({ ours }) => ours.ms);
    const peak = least(({ ours }) => ours.peakBytes) / 2 ** 20;
    return [
      ratio(
        'open an xlsx of 500,000 cells',
        time,
        '@e965/xlsx',
        least(({ sheetjs }) => sheetjs.ms),
        0.6,
      ),
      {
        what: 'memory of the process that opens it',
        measured: milliseconds(time),
        baseline: `${(least(({ sheetjs }) => sheetjs.peakBytes) / 2 ** 20).toFixed(0)} MiB (@e965/xlsx)`,
        result: `${peak.toFixed(0)} MiB`,
        goal: `≤ ${MEGABYTES} MiB`,
        reached: peak <= MEGABYTES,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function open(by: 'documents' | 'sheetjs', file: string): Opened {
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, by, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`opening ${file} by ${by}: ${stderr}`);
  return JSON.parse(stdout) as Opened;
}

/** A list as a county exports it: names that repeat, codes, amounts. */
function workbook(): Uint8Array {
  const names = Array.from({ length: 5_000 }, (_, n) => `示例项目${n}资金`);
  const rows = Array.from({ length: ROWS }, (_, r) => {
    const cells = Array.from({ length: COLUMNS }, (_, c) => {
      const at = `${String.fromCharCode(65 + c)}${r + 1}`;
      return c % 3 === 0
        ? `<c r="${at}" t="s"><v>${(r * 7 + c) % names.length}</v></c>`
        : `<c r="${at}"><v>${r * c + 0.25}</v></c>`;
    });
    return `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${names.map((name) => `<si><t>${name}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(head + xml)])));
}
