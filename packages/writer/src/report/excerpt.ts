import type { Disclosure, JsonPointer, Severity } from '@jizhun/model';
import { severityMark } from '@jizhun/model';
import { layoutBudgetTable, layoutGoalSheet } from '@jizhun/places';
import { type CropCell, crop } from './crop.ts';
import { paragraph, plain, shorten } from './markup.ts';
import { indexPaper, type PaperIndex, type PlacedCell } from './paper-index.ts';
import { type Passage, proseOf, quote } from './quote.ts';

/** What is printed at the places of a finding, cut out of the form or table, or quoted from the prose. */
export interface Excerpts {
  /** As HTML, what the finding is about first; '' where it is about no place that could be shown. */
  of(subject: ExcerptSubject): string;
}

/** What is to be shown: the values, the first of which is what it is about, and words to look for in prose. */
export interface ExcerptSubject {
  paths: readonly JsonPointer[];
  severity: Severity;
  words: readonly (string | undefined)[];
}

/** So many tables and sentences of one finding are shown; it names the others. */
const MOST_PARTS = 3;
/** Characters of a cell that is concerned, and of one that only stands beside it. */
const MARKED_TEXT = 300;
const OTHER_TEXT = 40;

export function excerptsOf(disclosure: Disclosure): Excerpts {
  const papers = new Map<string, PaperIndex>();
  const paperAt = (list: string, at: number): PaperIndex | undefined => {
    const key = `${list}/${at}`;
    const there = papers.get(key);
    if (there) return there;
    const sheet = list === 'goalSheets' ? disclosure.goalSheets[at] : undefined;
    const table = list === 'budgetTables' ? disclosure.budgetTables[at] : undefined;
    const paper = sheet
      ? layoutGoalSheet(sheet, at, disclosure.place)
      : table
        ? layoutBudgetTable(table, at)
        : undefined;
    if (!paper) return undefined;
    const index = indexPaper(paper);
    papers.set(key, index);
    return index;
  };
  const prose = proseOf(disclosure);

  return {
    of({ paths, severity, words }) {
      const cells = new Map<PaperIndex, PlacedCell[]>();
      const passages = new Map<string, Passage>();
      const about: PlacedCell[] = [];
      /** Tables and passages in the order in which the finding names them. */
      const order: (PaperIndex | Passage)[] = [];
      paths.forEach((path, i) => {
        const [, list = '', place = ''] = /^\/(\w+)\/(\d+)/.exec(path) ?? [];
        const index = paperAt(list, Number(place));
        if (index) {
          const there = cells.get(index) ?? [];
          const found = index.cellsOf(path).filter((cell) => !there.includes(cell));
          if (i === 0) about.push(...found);
          if (found.length === 0) return;
          if (there.length === 0) order.push(index);
          cells.set(index, [...there, ...found]);
          return;
        }
        const passage = prose.at(path, words);
        const there = passage && passages.get(`${passage.section}\n${passage.text}`);
        if (there) there.marks.push(...passage.marks);
        else if (passage) {
          passages.set(`${passage.section}\n${passage.text}`, passage);
          order.push(passage);
        }
      });
      return order
        .slice(0, MOST_PARTS)
        .map((part) => ('paper' in part ? tableOf(part, cells.get(part) ?? [], about, severity) : quote(part)))
        .join('');
    },
  };
}

function tableOf(
  index: PaperIndex,
  marked: readonly PlacedCell[],
  about: readonly PlacedCell[],
  severity: Severity,
): string {
  const { title, unitNote } = index.paper;
  const { columnWidths, rows } = crop(
    index,
    marked,
    about.filter((cell) => marked.includes(cell)),
  );
  const columns = columnWidths.map((width) => `<col style="width:${width}%">`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => cellOf(cell, severity)).join('')}</tr>`).join('');
  const unit = unitNote ? `<span>${plain(unitNote)}</span>` : '';
  return `<table class="cut"><caption>${plain(title)}${unit}</caption><colgroup>${columns}</colgroup><tbody>${body}</tbody></table>`;
}

function cellOf({ text, role, align, rowSpan, columnSpan, mark }: CropCell, severity: Severity): string {
  const classes = [
    role === 'head' || role === 'label' || role === 'gap' ? role : '',
    align === 'right' ? 'r' : align === 'center' ? 'c' : '',
    mark === 'first' ? `odd ${severity}` : mark === 'also' ? 'also' : '',
  ].filter((name) => name !== '');
  const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;
  const shown = paragraph(shorten(text, mark ? MARKED_TEXT : OTHER_TEXT));
  const sign = mark === 'first' ? `<b class="sign">${severityMark(severity)}</b>` : '';
  const name = role === 'head' ? 'th' : 'td';
  return `<${name}${classes.length > 0 ? ` class="${classes.join(' ')}"` : ''}${spans}>${sign}${shown}</${name}>`;
}
