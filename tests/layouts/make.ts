/**
 * Makes the layouts as docx, xlsx and pdf with LibreOffice (another program than ours), from plain html.
 * Run by hand where `soffice` is installed: `node tests/layouts/make.ts`, with ids to make only these; the files are kept
 * in the repository.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Layout, layouts } from './layouts.ts';

const here = import.meta.dirname;

/** The drawing as an html table with spans. */
function html({ lines, drawing }: Layout): string {
  const rows = drawing
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '')
    .map((l) => l.split('|').map((f) => f.trim()));
  const spanOf = (row: number, column: number, mark: '<' | '^'): number => {
    let n = 1;
    while ((mark === '<' ? rows[row]?.[column + n] : rows[row + n]?.[column]) === mark) n++;
    return n;
  };
  const width = Math.max(...rows.map((r) => r.length));
  const body = rows
    .map((fields, r) => {
      const cells = fields.map((text, c) => {
        if (text === '<' || text === '^') return '';
        return `<td rowspan="${spanOf(r, c, '^')}" colspan="${spanOf(r, c, '<')}">${text.replace(/</g, '&lt;').replace(/>/g, '&gt;')}</td>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  const titles = lines.map((l) => `<p style="text-align:center">${l}</p>`).join('\n');
  return `<html><head><meta charset="utf-8"><style>@page { size: A4 ${width > 8 ? 'landscape' : 'portrait'} }</style></head><body>${titles}
<table border="1" cellspacing="0" width="100%">${body}</table></body></html>`;
}

const work = mkdtempSync(path.join(tmpdir(), 'layouts-'));
const convert = (to: string, input: string, filter?: string) =>
  execFileSync(
    'soffice',
    ['--headless', ...(filter ? [`--infilter=${filter}`] : []), '--convert-to', to, '--outdir', work, input],
    { stdio: 'ignore' },
  );
mkdirSync(path.join(here, 'files'), { recursive: true });
const asked = process.argv.slice(2);
for (const layout of layouts.filter(({ id }) => asked.length === 0 || asked.includes(id))) {
  const page = path.join(work, `${layout.id}.html`);
  writeFileSync(page, html(layout));
  convert('docx:MS Word 2007 XML', page, 'HTML (StarWriter)');
  convert('xlsx:Calc MS Excel 2007 XML', page, 'HTML (StarCalc)');
  convert('pdf:writer_pdf_Export', path.join(work, `${layout.id}.docx`));
  for (const type of ['docx', 'xlsx', 'pdf'])
    renameSync(path.join(work, `${layout.id}.${type}`), path.join(here, 'files', `${layout.id}.${type}`));
}
rmSync(work, { recursive: true });
