/**
 * `npm run bench`: how fast reading, checking and starting are, each against a baseline measured in the same run on the
 * same files; a ratio says more than a time. Writes docs/bench.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { SaxesParser } from 'saxes';
import { type Figure, milliseconds, ratio } from './figure.ts';
import { measureFolder } from './folder.ts';
import { compare } from './measure.ts';
import { measureRecheck } from './recheck.ts';
import { manySheets } from './scale.ts';
import { soakFigures } from './soak-figures.ts';
import { measureUnits } from './units.ts';
import { measureWorkbook } from './workbook.ts';
import { measureAudit } from './writes.ts';

const root = path.resolve(import.meta.dirname, '..');
/** The parts that hold what a person sees; the baseline parses no others, so that it is not slower than it must be. */
const PARTS = /^(?:word\/document|xl\/worksheets\/[^/]+|xl\/sharedStrings|xl\/styles|xl\/workbook)\.xml$/;
const ROUNDS = 25;
const WARM_UP = 25;
/** Goal sheets of a county in one check; their growth is measured from a tenth of them. */
const SHEETS = 10_000;

const files = filesToMeasure();
const figures: Figure[] = [];
for (const file of files) figures.push(...(await measureReading(file)));
for (const file of files) figures.push(...(await measureRules(file)));
figures.push(...(await measureScale()));
figures.push(...measureWorkbook());
for (const file of pdfToMeasure()) figures.push(await measurePdf(file));
const folder = measureFolder(root);
if (folder) figures.push(folder);
figures.push(...(await measureAudit()));
figures.push(...soakFigures());
figures.push(await measureStart(files.find((file) => file.endsWith('.docx')) ?? files[0]!));
figures.push(...(await measureUnits()));
report(figures);

function filesToMeasure(): string[] {
  const shared = path.join(root, '..', 'shared', 'documents');
  if (existsSync(shared)) return ['002-kaiping.docx', '002-kaiping.xlsx'].map((name) => path.join(shared, name));
  const largest = (extension: string): string[] =>
    readdirSync(path.join(root, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(extension))
      .map((name) => path.join(root, 'examples', name))
      .toSorted((a, b) => readFileSync(b).length - readFileSync(a).length)
      .slice(0, 1);
  return [...largest('.docx'), ...largest('.xlsx')];
}

async function measureReading(file: string): Promise<Figure[]> {
  const bytes = new Uint8Array(readFileSync(file));
  const name = path.basename(file);
  const against = 'unzip and SAX-parse the same parts';
  const baseline = (): number => unzipAndParse(bytes);
  const open = await compare(() => openDocument(bytes, name), baseline, ROUNDS, WARM_UP);
  const read = await compare(async () => readDisclosure(await openDocument(bytes, name)), baseline, ROUNDS, WARM_UP);
  return [ratio(`open ${name}`, open[0], against, open[1], 2.5), ratio(`read ${name}`, read[0], against, read[1], 3)];
}

/** What no reader of such a file can avoid: unpacking it and walking through its XML, here without keeping anything. */
function unzipAndParse(bytes: Uint8Array): number {
  const decoder = new TextDecoder();
  let events = 0;
  for (const part of Object.values(unzipSync(bytes, { filter: ({ name }) => PARTS.test(name) }))) {
    const parser = new SaxesParser();
    const count = (): void => {
      events++;
    };
    parser.on('opentag', count);
    parser.on('closetag', count);
    parser.on('text', count);
    parser.write(decoder.decode(part)).close();
  }
  return events;
}

function pdfToMeasure(): string[] {
  const file = path.join(root, '..', 'shared', 'documents', '002-kaiping.pdf');
  return existsSync(file) ? [file] : [];
}

async function measurePdf(file: string): Promise<Figure> {
  const bytes = new Uint8Array(readFileSync(file));
  const name = path.basename(file);
  const [read, parse] = await compare(
    () => openDocument(bytes, name),
    () => textAndOperators(bytes),
    ROUNDS,
    WARM_UP,
  );
  return ratio(`open ${name}`, read, "pdf.js's text content and operators of the same pages", parse, 1.6);
}

/** What pdf.js itself takes for text and lines, with the settings of the opener. */
async function textAndOperators(bytes: Uint8Array): Promise<number> {
  const folder = path.join(root, 'node_modules', 'pdfjs-dist');
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: path.join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: path.join(folder, 'standard_fonts/'),
    disableFontFace: true,
    maxImageSize: 0,
    verbosity: 0,
  });
  const file = await task.promise;
  let items = 0;
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    items += (await page.getTextContent()).items.length;
    items += (await page.getOperatorList()).fnArray.length;
    page.cleanup();
  }
  await task.destroy();
  return items;
}

async function measureRules(file: string): Promise<Figure[]> {
  const name = path.basename(file);
  const json = JSON.stringify(readDisclosure(await openDocument(new Uint8Array(readFileSync(file)), name)));
  const disclosure = JSON.parse(json) as Parameters<typeof checkDisclosures>[0][number];
  const [check, parse] = await compare(
    () => checkDisclosures([disclosure]),
    () => JSON.parse(json),
    ROUNDS,
    WARM_UP,
  );
  return [
    ratio(`all rules over ${name}`, check, 'JSON.parse of its reading', parse, 25),
    ...(await measureRecheck(name, disclosure, ROUNDS, WARM_UP)),
  ];
}

/** Many goal sheets checked across each other: against reading their JSON, and how time grows with their number. */
async function measureScale(): Promise<Figure[]> {
  const times: number[] = [];
  const figures: Figure[] = [];
  for (const count of [SHEETS / 10, SHEETS]) {
    const json = JSON.stringify(manySheets(count));
    const disclosure = JSON.parse(json) as Parameters<typeof checkDisclosures>[0][number];
    const [check, parse] = await compare(
      () => checkDisclosures([disclosure]),
      () => JSON.parse(json),
      3,
      1,
    );
    times.push(check);
    figures.push(ratio(`all rules over ${count} goal sheets`, check, 'JSON.parse of them', parse, 40));
    if (count === SHEETS) figures.push(...(await measureRecheck(`${count} goal sheets`, disclosure, 3, 1)));
  }
  const [few = 1, many = 1] = times;
  const exponent = Math.log10(many / few);
  return [
    ...figures,
    {
      what: 'growth from 1000 to 10000 goal sheets',
      measured: milliseconds(many),
      baseline: `${milliseconds(few)} (a tenth of them)`,
      result: `exponent ${exponent.toFixed(2)}`,
      goal: '≤ 1.1',
      reached: exponent <= 1.1,
    },
  ];
}

/** The command as a person calls it: the machine's own Node first, the compile cache filled by an earlier call. */
async function measureStart(file: string): Promise<Figure> {
  const command = path.join(root, 'node_modules', '.bin', 'jizhun');
  // npm puts its own node in front; a person's shell does not.
  const own = path.join(root, 'node_modules', '.bin');
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.resolve(folder) !== own)
    .join(path.delimiter);
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bench-'));
  const run = (program: string, args: string[]) => (): void => {
    const { status, error, stderr } = spawnSync(program, args, {
      env: { ...process.env, PATH },
      cwd: folder,
      encoding: 'utf8',
    });
    if (error) throw error;
    if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')}: ${status} ${stderr}`);
  };
  try {
    const [check, bare] = await compare(run(command, ['check', file]), run('node', ['-e', '0']), ROUNDS, WARM_UP);
    const over = (check - bare) / 1000;
    return {
      what: `jizhun check ${path.basename(file)} in a new process`,
      measured: milliseconds(check),
      baseline: `${milliseconds(bare)} (node -e 0)`,
      result: `${over.toFixed(2)} s over it`,
      goal: '≤ 0.6 s over it',
      reached: over <= 0.6,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(all: readonly Figure[]): void {
  const missed = all.filter(({ reached }) => !reached);
  const table = [
    '| measured | time | baseline | result | goal | reached |',
    '|---|---|---|---|---|---|',
    ...all.map(
      (f) =>
        `| ${f.what} | ${f.measured} | ${f.baseline} | ${f.result} | ${f.goal} | ${f.reached ? 'yes' : '**no**'} |`,
    ),
  ];
  const text = `# Bench

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. The shortest of ${ROUNDS} rounds after ${WARM_UP} that do not count, work and baseline in
turn. Compare the ratios; the times are those of one machine: ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'},
${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}, Node ${process.version} (reading, rules).

${table.join('\n')}

${missed.length === 0 ? 'All goals were reached.' : `Not reached: ${missed.map(({ what, result, goal }) => `${what} (${result}, goal ${goal})`).join('; ')}.`}

- Opening: the file's bytes to grids and paragraphs. Reading: the file's bytes to a complete \`Disclosure\` with provenance, in the process, warm. The baseline unpacks the
  parts that hold content and parses them with saxes, counting tags and texts and keeping nothing.
- Opening a pdf: the file's bytes to grids and paragraphs. The baseline asks pdf.js for the text content and the
  operators of every page, with the same settings, and keeps nothing.
- Rules: all rules over one reading. The baseline is \`JSON.parse\` of that reading. A re-check answers one edit that is
  made and taken back in turn, with what the first check kept; its baseline is a whole check.
- A workbook of 500,000 cells: opened by a process of its own, as SheetJS does by another; memory is the most that the
  process held, Node itself included.
- A folder: the command with its workers, started anew, against one process that is warm already.
- The list of units: a person of the finance authority who may see all 5,000, signed in, over HTTP on this machine; from
  the request to the last byte, unpacked. The middle of the rounds; the first request also reads the tree from a database
  that has just started.
- The trail: transactions of the program's own statements in an embedded database, over so many connections at a time, with
  and without what the trail adds. “One row” is a setting, the least there is to write; the others are what people do. The
  trail has one order, so that the transactions of a tenant end one after another, while bare ones share a flush to disk.
- Open sessions: \`npm run bench:soak\` starts the real server and signs everyone in; a field saved is a correction of a
  value in a document of 25 indicators, over HTTP, which is checked with all rules before it is answered.
- Start: \`node_modules/.bin/jizhun\`, started by the machine's own Node (which hands over to Node 24), compile cache
  warm, output to a pipe. The baseline is \`node -e 0\` with the same Node.
`;
  writeFileSync(path.join(root, 'docs', 'bench.md'), text);
  for (const f of all)
    console.log(
      `${f.reached ? 'ok    ' : 'MISSED'}  ${f.what}: ${f.measured} against ${f.baseline}: ${f.result} (goal ${f.goal})`,
    );
  console.log('written to docs/bench.md');
}
