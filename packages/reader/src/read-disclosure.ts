import type { BudgetTable, Disclosure, GoalSheet, JsonPointer, MoneyUnit, OpenedDocument, Origin } from '@jizhun/model';
import { budgetTableKindOf, cleanLabel, pointer } from '@jizhun/model';
import { recognisePlace } from '@jizhun/places';
import { withStreams } from './form/cell-stream.ts';
import { FormReader } from './form/form-reader.ts';
import { DepartmentGoal, opensDepartmentGoal } from './prose/department-goal.ts';
import { type Heading, headingIn } from './prose/headings.ts';
import { RunningText } from './prose/running-text.ts';
import { type FoundStatement, statementsIn } from './prose/statements.ts';
import { joinWrappedLines } from './prose/wrapped-lines.ts';
import {
  type Piece,
  type SourceCell,
  SourceGrid,
  SourceParagraph,
  type SourceRow,
  sourceBlocks,
} from './source/document.ts';
import type { Draft } from './source/draft.ts';
import { segmentsOf } from './source/segments.ts';
import { isCaptionText, type PrintedUnit, readBudgetTable } from './table/budget-table.ts';
import { gridsOfCellLines } from './table/cell-lines.ts';
import { isPackedList, readPackedList } from './table/packed-list.ts';
import { repairFigures } from './table/repair.ts';
import { splitTables } from './table/split.ts';

/** Changes with every change of what is read from the same file: stored readings of an older version are made anew. */
export const READER_VERSION = 4;

/**
 * Reads an opened document: goal sheets, budget tables and statements by the meaning of labels, heads and contents, with
 * the origin of every value. What found no place is in `unread`. Never throws for a document's content.
 */
export function readDisclosure(document: OpenedDocument): Disclosure {
  return new DisclosureReader(document).read();
}

class DisclosureReader {
  readonly #document: OpenedDocument;
  readonly #forms = new FormReader();
  readonly #tables: Draft<BudgetTable>[] = [];
  readonly #statements: FoundStatement[] = [];
  readonly #unread: Disclosure['unread'] = [];
  readonly #sections: Heading[] = [];
  readonly #prose = new RunningText();
  /** Lines since the last table: titles and units of the next. */
  #captions: Piece[] = [];
  #unit: PrintedUnit | undefined;
  #departmentGoal: { goal: DepartmentGoal; depth: number } | undefined;
  /** Names that the document gives its unit, with where. */
  readonly #units: { name: string; code?: string; piece: Piece }[] = [];
  #year: { year: number; piece: Piece } | undefined;
  /** The latest year that heads a column of amounts. */
  #headYear: { year: number; piece: Piece } | undefined;
  /** The line that names a whole budget book. */
  #book: Piece | undefined;
  readonly #tableTitles: Piece[] = [];
  /** A line at the top that says what the document is of. */
  #opening: Piece | undefined;
  #lines = 0;
  #above: Piece | undefined;
  /** The line over the opening one, where a title goes over two. */
  #lead: Piece | undefined;

  constructor(document: OpenedDocument) {
    this.#document = document;
  }

  read(): Disclosure {
    const text = this.#document.source.mediaType.startsWith('text/');
    const source = withStreams(sourceBlocks(this.#document));
    const blocks = text ? gridsOfCellLines(source) : source;
    for (const block of text ? joinWrappedLines(blocks) : blocks) {
      if (block instanceof SourceGrid) this.#grid(block);
      else this.#line(block);
    }
    this.#endDepartmentGoal();
    this.#forms.end();
    // The prose of a document that says nothing of budgets is content that found no place.
    const said = this.#tables.length + this.#statements.length + this.#forms.sheets.length > 0;
    if (said) this.#prose.take();
    this.#year ??= this.#headYear;
    const title = this.#title();
    if (title) title.used = true;
    if (title && title === this.#opening && this.#lead) this.#lead.used = true;
    for (const block of blocks) this.#leftOver(block, title?.text);
    return this.#assemble(said, title);
  }

  #grid(grid: SourceGrid): void {
    for (const row of grid.rows) for (const cell of row.filled) this.#facts(cell);
    if (this.#forms.takes(grid)) {
      this.#prose.content();
      this.#endDepartmentGoal();
      this.#forms.read(grid);
      this.#captions = [];
      return;
    }
    for (const segment of segmentsOf(grid)) {
      if (segment.kind === 'line') this.#line(segment.cell);
      else
        for (const part of splitTables(segment.rows)) {
          if ('line' in part) this.#line(part.line);
          else this.#rows(part.rows);
        }
    }
  }

  /** A paragraph, or a row of a sheet that is one line of text. */
  #line(piece: Piece): void {
    const text = piece.text;
    if (text === '') return;
    this.#facts(piece);
    this.#prose.line(piece);
    this.#lines++;
    if (!this.#opening && this.#lines <= OPENING_LINES && namesDocument(text)) {
      this.#opening = piece;
      // 示例市示例局 over 关于2024年决算的报告; …预算执行情况及 over 2025年预算草案报告.
      const above = this.#above;
      const office = above && /^关于/.test(text) && OFFICE.test(above.text);
      if (office) this.#units.push({ name: above.text, piece: above });
      if (above && (office || /[及和与暨]$/.test(above.text))) this.#lead = above;
    }
    this.#above = piece;
    if (/^(page number|第?\s*\d+\s*页?|-\s*\d+\s*-)$/i.test(text)) {
      piece.used = true;
      return;
    }
    // 部门：示例市示例局　　单位：万元 may stand on one line.
    const unit =
      /^[（(]?(?:金额)?单位[:：]?(?:人民币)?(亿元|万元|元)[)）]?$/.exec(text) ??
      (isCaptionText(text) && text.length <= 60
        ? /(?:金额)?单位[:：](?:人民币)?(亿元|万元|元)[)）]?$/.exec(text)
        : null);
    if (isCaptionText(text)) piece.used = true;
    if (unit) this.#unit = { unit: unit[1] as MoneyUnit, piece };
    if (this.#forms.caption(piece)) {
      this.#endDepartmentGoal();
      this.#prose.content();
      this.#captions.push(piece);
      return;
    }
    const heading = headingIn(text);
    if (heading) {
      this.#heading(piece, heading);
      if (!piece.used) this.#state(piece);
      return;
    }
    const goal = this.#departmentGoal?.goal;
    const running = !goal && !this.#note(piece);
    if (running) this.#captions.push(piece);
    goal?.add(piece);
    const states = this.#state(piece);
    if (running && !isCaptionText(text)) this.#prose.paragraph(piece, this.#section(), states);
    else this.#prose.content();
  }

  #heading(piece: Piece, heading: Heading): void {
    const open = this.#departmentGoal;
    if (open && heading.depth > open.depth) {
      open.goal.add(piece);
      return;
    }
    this.#endDepartmentGoal();
    while ((this.#sections[this.#sections.length - 1]?.depth ?? 0) >= heading.depth) this.#sections.pop();
    this.#sections.push(heading);
    piece.used = true;
    this.#prose.title(piece, heading, this.#section());
    this.#captions = [piece];
    if (opensDepartmentGoal(heading.name)) {
      this.#forms.end();
      this.#departmentGoal = { goal: new DepartmentGoal(piece), depth: heading.depth };
    }
  }

  /** 注：… under a table is its note. */
  #note(piece: Piece): boolean {
    const table = this.#tables[this.#tables.length - 1];
    if (!table || !/^(注|备注|说明)[:：]/.test(piece.text) || this.#captions.length > 0) return false;
    table.value.note = table.value.note ? `${table.value.note}\n${piece.text}` : piece.text;
    table.from(['note'], [piece]);
    return true;
  }

  /** The headings over a line. 第一部分 … divides the book, not the subject. */
  #section(): string {
    return this.#sections
      .filter((s) => s.depth > 1)
      .map((s) => s.text)
      .join('/');
  }

  /** Whether a line states a figure. */
  #state(piece: Piece): boolean {
    const found = statementsIn(piece, this.#section());
    if (found.length > 0) piece.used = true;
    this.#statements.push(...found);
    return found.length > 0;
  }

  #rows(rows: SourceRow[]): void {
    this.#endDepartmentGoal();
    this.#prose.content();
    const title = this.#tableTitle();
    if (title) this.#tableTitles.push(title);
    const table = readBudgetTable(rows, { ...(title && { title }), ...(this.#unit && { unit: this.#unit }) });
    this.#captions = [];
    this.#unit = undefined;
    if (!table) return;
    this.#forms.endBeforeTable();
    if (rows[0] && !rows[0].grid.exact) repairFigures(table);
    if (isPackedList(table.value)) {
      table.value.kind = 'project-list';
      const { sheets, unread } = readPackedList(table);
      this.#forms.sheets.push(...sheets);
      this.#unread.push(...unread);
      const open = this.#tables.find(
        (t) => t.value.kind === 'project-list' && t.value.columns.join('|') === table.value.columns.join('|'),
      );
      if (open) {
        this.#append(open, table);
        return;
      }
    } else if (table.value.kind === 'other') table.value.kind = kindByColumns(table.value);
    this.#tables.push(table);
  }

  /** A list that goes on over pages is one table. */
  #append(open: Draft<BudgetTable>, rest: Draft<BudgetTable>): void {
    const from = open.value.rows.length;
    open.value.rows.push(...rest.value.rows);
    for (const [at, origins] of rest.origins) {
      const m = /^\/rows\/(\d+)(.*)$/.exec(at);
      if (m) open.origins.set(`/rows/${from + Number(m[1])}${m[2]}`, origins);
    }
  }

  /** The nearest line above that names a table; else the nearest short one. */
  #tableTitle(): Piece | undefined {
    const short = this.#captions.filter(
      (p) =>
        p.text.length <= 60 && !/[。；]/.test(p.text) && !isCaptionText(cleanLabel(p.text)) && !/[:：]$/.test(p.text),
    );
    const named = short.filter((p) => /表([（(].*[)）])?$|情况|预算$|清单$|明细$/.test(p.text));
    return named[named.length - 1] ?? short[short.length - 1];
  }

  #endDepartmentGoal(): void {
    const open = this.#departmentGoal;
    this.#departmentGoal = undefined;
    if (open && !open.goal.empty) this.#forms.sheets.push(open.goal.sheet);
  }

  /** Year and unit of the document, wherever it first prints them. */
  #facts(piece: Piece): void {
    const text = piece.text;
    // Most cells are figures and names: only what may hold a year, a label or a code is looked at.
    if (text.length > 80 || !/[年:：]|^\d{3}/.test(text)) return;
    const flat = text.replace(/\s/g, '');
    const year =
      /(?:预算年度|决算年度|年度)[:：]((?:19|20)\d\d)|(?<!截止|截至|至|到|-|—)((?:19|20)\d\d)年(?:度)?(?:[^\d]*(?:预算|绩效|决算|目标|收支|收入|支出|三公)|(?<=度)$|[)）])/.exec(
        flat,
      );
    if (year) {
      const found = { year: Number(year[1] ?? year[2]), piece };
      // 2023年预算数 heads a column beside that of the year itself: only the latest of such heads tells it.
      if (/年度?(预算|决算|执行|支出|收入|调整预算)数?$/.test(flat) && flat.length <= 12) {
        if (found.year > (this.#headYear?.year ?? 0) && !/执行/.test(flat)) this.#headYear = found;
        // …2024年预算执行情况和2025年预算草案 is of the year planned.
      } else if (this.#year?.piece !== piece) {
        const planned = /((?:19|20)\d\d)年(?:度)?预算[（(]?草案/.exec(flat)?.[1];
        if (planned && this.#lines <= OPENING_LINES) this.#year = { year: Number(planned), piece };
        else this.#year ??= found;
      }
    }
    if (
      !this.#book &&
      flat.length <= 60 &&
      /(?:19|20)\d\d年(?:度)?(?:部门|单位)?(?:部门)?(?:预算|决算)(?:信息)?公开|(?:19|20)\d\d年(?:度)?(?:部门|单位)(?:预算|决算)$/.test(
        flat,
      )
    )
      this.#book = piece;
    const coded = /^(?!(?:19|20)\d\d年)(\d{3,})([\u4e00-\u9fff（）()]{4,})$/.exec(flat);
    if (coded?.[1] && coded[2]) this.#units.push({ name: coded[2], code: coded[1], piece });
    const named =
      /^(?:编制|填报|预算)?(?:单位|部门)(?:名称)?(?:\(公章\)|（公章）)?[:：]([\u4e00-\u9fff（）()]{4,}?)(?:(?:19|20)\d\d年度?)?(?:(?:金额)?单位[:：].{1,8})?$/.exec(
        flat,
      );
    if (named?.[1] && !/^(人民币)?[亿万]?元$/.test(named[1])) this.#units.push({ name: named[1], piece });
    if (coded || named || /^(预算|决算)年度[:：]/.test(flat)) piece.used = true;
  }

  /** The line that names the document. */
  #title(): Piece | undefined {
    return (
      this.#book ??
      this.#forms.titles.find((t) => !headingIn(cleanLabel(t.text))) ??
      this.#opening ??
      this.#tableTitles[0] ??
      this.#forms.titles[0]
    );
  }

  /** What was not read from a block; a title that is printed again is. */
  #leftOver(block: SourceParagraph | SourceGrid, title: string | undefined): void {
    if (block instanceof SourceParagraph) {
      const repeated = title !== undefined && titleText(block.text) === titleText(title);
      if (!block.used && !repeated && block.text !== '') this.#unread.push({ text: block.text, at: block.origin() });
      return;
    }
    const cells = [...block.rows.flatMap((r) => r.filled), ...block.hidden].filter((c) => !c.used);
    const rows = new Map<number, SourceCell[]>();
    for (const cell of cells) {
      const row = rows.get(cell.row);
      if (row) row.push(cell);
      else rows.set(cell.row, [cell]);
    }
    for (const left of rows.values()) {
      const [first] = left;
      if (first) this.#unread.push({ text: left.map((c) => c.text).join(' | '), at: first.origin() });
    }
  }

  #assemble(said: boolean, title: Piece | undefined): Disclosure {
    const provenance: Record<JsonPointer, Origin[]> = {};
    const { source } = this.#document;
    const result: Disclosure = {
      schema: 'jizhun/disclosure@1',
      source,
      goalSheets: [],
      budgetTables: [],
      statements: [],
      unread: this.#unread,
      provenance,
    };
    if (title) {
      const lead = title === this.#opening ? this.#lead : undefined;
      result.title = titleText((lead?.text ?? '') + title.text);
      provenance['/title'] = [...(lead ? [lead.origin()] : []), title.origin()];
    }
    if (this.#year) {
      result.fiscalYear = this.#year.year;
      provenance['/fiscalYear'] = [this.#year.piece.origin()];
    }
    const department = this.#forms.sheets.find((s) => s.value.scope === 'department' && s.value.name !== '');
    const named = this.#units[0];
    if (named) {
      result.unit = { name: named.name, ...(named.code !== undefined && { code: named.code }) };
      provenance['/unit'] = [named.piece.origin()];
    } else if (department) {
      result.unit = { name: department.value.name };
      provenance['/unit/name'] = department.origins.get('/name') ?? [];
    } else if (title && unitInTitle(title.text)) {
      result.unit = { name: unitInTitle(title.text) ?? '' };
      provenance['/unit'] = [title.origin()];
    } else {
      const unit = mostCommon(
        this.#forms.sheets.map((s) => s.value.unit ?? s.value.supervisor).filter((u) => u !== undefined),
      );
      const sheet = this.#forms.sheets.find((s) => unit !== undefined && (s.value.unit ?? s.value.supervisor) === unit);
      if (unit && sheet) {
        result.unit = { name: unit };
        const origins = sheet.origins.get('/unit') ?? sheet.origins.get('/supervisor') ?? [];
        provenance['/unit'] = origins.map((o) => ({ ...o, how: 'guessed' as const }));
      }
    }
    for (const [i, sheet] of this.#forms.sheets.entries()) {
      const { value } = sheet;
      value.id = `sheet-${i + 1}`;
      if (value.fiscalYear === undefined && this.#year) {
        value.fiscalYear = this.#year.year;
        sheet.at(['fiscalYear'], this.#year.piece.origin('carried'));
      }
      if (value.name === '' && value.scope === 'department') this.#nameSheet(sheet, result);
      if (value.scope === 'project' && /转移支付/.test(value.attributes.项目级次 ?? value.attributes.项目类型 ?? ''))
        value.scope = 'transfer';
      if (value.scope === 'department' && value.unit === undefined && value.name !== '') {
        value.unit = value.name;
        for (const origin of sheet.origins.get('/name') ?? []) sheet.at(['unit'], origin);
      }
      result.goalSheets.push(value);
      sheet.placeAt(pointer('goalSheets', i), provenance);
    }
    for (const [i, table] of this.#tables.entries()) {
      result.budgetTables.push(table.value);
      table.placeAt(pointer('budgetTables', i), provenance);
    }
    for (const [i, { statement, origin }] of this.#statements.entries()) {
      result.statements.push(statement);
      provenance[pointer('statements', i)] = [origin];
    }
    const paragraphs = said ? this.#prose.assemble(provenance) : undefined;
    if (paragraphs) result.paragraphs = paragraphs;
    const place = recognisePlace(
      [
        result.title,
        result.unit?.name,
        ...this.#forms.sheets.slice(0, 3).flatMap((s) => [s.value.supervisor, s.value.unit, s.value.name]),
      ].filter((t) => t !== undefined && t !== '') as string[],
    );
    const printed = place ?? printedPlace(result.title, result.unit?.name);
    if (printed) result.place = printed;
    return result;
  }

  /** A department's sheet that prints no name of its own is about the document's unit. */
  #nameSheet(sheet: Draft<GoalSheet>, result: Disclosure): void {
    if (!result.unit) return;
    sheet.value.name = result.unit.name;
    for (const origin of result.provenance['/unit/name'] ?? result.provenance['/unit'] ?? [])
      sheet.at(['name'], { ...origin, how: 'carried' });
  }
}

/** What the heads of a table without a telling title say of it. */
function kindByColumns(table: BudgetTable): BudgetTable['kind'] {
  const heads = table.columns.join('|');
  if (/采购/.test(heads)) return 'procurement';
  if (/单位性质|单位规格/.test(heads)) return 'institutions';
  return budgetTableKindOf(table.title);
}

/** A place that no table of divisions knows, by the name with which both title and unit begin (示例市示例区). */
function printedPlace(title: string | undefined, unit: string | undefined): { name: string } | undefined {
  if (!title || !unit) return undefined;
  let same = 0;
  while (same < unit.length && unit[same] === title[same]) same++;
  const named = /^(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|自治州|州|盟|县|区|旗))+/.exec(unit.slice(0, same));
  return named && !/^(城市|都市|超市|社区|地区|小区|园区|景区)|(开发区|园区|景区|社区|示范区)$/.test(named[0])
    ? { name: named[0] }
    : undefined;
}

/** How many lines from the top the title of a document is sought in: above it stand a page's navigation and dates. */
const OPENING_LINES = 15;

/** Whether a line is what a disclosure is called: short, of a budget, an account or goals, and no sentence. */
function namesDocument(text: string): boolean {
  const flat = cleanLabel(text);
  return (
    flat.length >= 6 &&
    flat.length <= 60 &&
    headingIn(flat) === null &&
    !isCaptionText(flat) &&
    /预算|决算|三公|绩效/.test(flat) &&
    /(预算|决算|公开|公示|说明|情况|报告|草案|目标|自评|表)([（(][^（）()]*[)）])?$/.test(flat) &&
    /(?:19|20)\d\d年|部门|单位/.test(flat)
  );
}

const OFFICE =
  /^[\u4e00-\u9fff（）()]{2,40}(?:局|部|委|委员会|办公室|厅|院|中心|学校|中学|小学|幼儿园|大学|政府|处|站|所|队|馆|会|机关|镇|乡|街道|公司|集团|医院)(?:[（(][^（）()]*[)）]|本级|机关)?$/;

/** The unit whose disclosure a title names: 示例市示例局2024年部门预算, 2024年度示例市示例局部门决算. */
function unitInTitle(title: string): string | undefined {
  const flat = titleText(title).replace(/\s/g, '');
  const m =
    /^(?:关于)?(?:(?:19|20)\d\d年(?:度)?)?([^\d]{4,40}?)(?:部门|单位)?(?=(?:19|20)\d\d年|整体|项目|收支|预算|决算|财政拨款|一般公共预算|“?三公)/.exec(
      flat,
    );
  const name = m?.[1]?.replace(/[（(]部门[)）]$/, '');
  return name !== undefined && OFFICE.test(name) ? name : undefined;
}

/** A title without the marks that some extractions put before it. */
function titleText(text: string): string {
  return cleanLabel(text).replace(/^(#+|第[一二三]部分|附件?\s*\d*[:：])+/, '');
}

function mostCommon(values: readonly string[]): string | undefined {
  const count = new Map<string, number>();
  for (const v of values) count.set(v, (count.get(v) ?? 0) + 1);
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0];
}
