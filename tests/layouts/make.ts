/**
 * Makes the layouts as docx, xlsx and pdf with LibreOffice (another program than ours), from plain html.
 * Run by hand where `soffice` is installed: `node tests/layouts/make.ts`, with ids to make only these; the files are kept
 * in the repository.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { layouts } from './layouts.ts';
import { pageOf } from './page.ts';

const here = import.meta.dirname;

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
  writeFileSync(page, pageOf(layout));
  convert('docx:MS Word 2007 XML', page, 'HTML (StarWriter)');
  convert('xlsx:Calc MS Excel 2007 XML', page, 'HTML (StarCalc)');
  convert('pdf:writer_pdf_Export', path.join(work, `${layout.id}.docx`));
  for (const type of ['docx', 'xlsx', 'pdf'])
    renameSync(path.join(work, `${layout.id}.${type}`), path.join(here, 'files', `${layout.id}.${type}`));
}
rmSync(work, { recursive: true });
