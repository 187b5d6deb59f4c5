import { type Disclosure, type JsonPointer, type Origin, originsOf } from '@jizhun/model';
import { paragraph, plain } from './markup.ts';

/** A passage of the prose with the places in it that a finding is about: beginnings and ends in the text. */
export interface Passage {
  section: string;
  text: string;
  marks: [from: number, to: number][];
}

/** Finds the passages of the prose that values stand in. */
export interface Prose {
  /** The passage at a pointer into the prose or what was left unread; `words` are looked for where no figure is meant. */
  at(path: JsonPointer, words: readonly (string | undefined)[]): Passage | undefined;
}

export function proseOf(disclosure: Disclosure): Prose {
  const { provenance, paragraphs = [], statements, unread } = disclosure;
  const lineOf = (origin: Origin | undefined) =>
    origin?.line === undefined ? undefined : `${origin.part} ${origin.line}`;
  const byLine = new Map<string, { section: string; text: string }>();
  paragraphs.forEach((one, i) => {
    const line = lineOf(originsOf(provenance, `/paragraphs/${i}/text`)[0]);
    if (line !== undefined && one.text !== '') byLine.set(line, one);
  });
  return {
    at(path, words) {
      const [, list = '', place = ''] = /^\/(\w+)\/(\d+)/.exec(path) ?? [];
      const at = Number(place);
      if (list === 'unread' || list === 'paragraphs') {
        const { section, text } =
          list === 'unread' ? { section: '', text: unread[at]?.text ?? '' } : (paragraphs[at] ?? NOTHING);
        return text === '' ? undefined : { section, text, marks: wordMarks(text, words) };
      }
      const statement = list === 'statements' ? statements[at] : undefined;
      if (!statement) return undefined;
      const { section, claim, value, unit } = statement;
      const [origin] = originsOf(provenance, `/statements/${at}`);
      const there = byLine.get(lineOf(origin) ?? '');
      if (there) return { ...there, marks: figureMarks(there.text, origin, value) };
      const figure = `${value}${unit}`;
      return { section, text: `${claim} ${figure}`, marks: [[claim.length + 1, claim.length + 1 + figure.length]] };
    },
  };
}

const NOTHING = { section: '', text: '' };

function wordMarks(text: string, words: readonly (string | undefined)[]): [number, number][] {
  for (const word of words) {
    const from = word ? text.indexOf(word) : -1;
    if (word && from >= 0) return [[from, from + word.length]];
  }
  return [];
}

function figureMarks(text: string, origin: Origin | undefined, value: number): [number, number][] {
  const { span, printed = '' } = origin ?? {};
  // The text has lost the blanks of its line, so that the place in the line may not be that in the text.
  if (span && printed !== '' && text.slice(...span) === printed) return [span];
  const from = printed === '' ? -1 : text.indexOf(printed);
  if (from >= 0) return [[from, from + printed.length]];
  const found = new RegExp(figurePattern(value)).exec(text);
  return found ? [[found.index, found.index + found[0].length]] : [];
}

/** A figure as prose may print it: with or without separators and further noughts, and not as a part of another. */
function figurePattern(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const digits = whole.replace(/\d(?=\d)/g, '$&[,，]?');
  return `(?<![\\d.])${digits}${fraction === undefined ? '(?:\\.0+)?' : `\\.${fraction}0*`}(?!\\d|\\.\\d)`;
}

/** Characters that are shown before the first mark and after the last, and between two at most. */
const AROUND = 60;
const BETWEEN = 120;

/** A passage as HTML: its marks with what stands round them. */
export function quote({ section, text, marks }: Passage): string {
  const head = section === '' ? '' : `<cite>${plain(section)}</cite>`;
  return `<blockquote>${head}${excerpt(text, marks)}</blockquote>`;
}

function excerpt(text: string, marks: Passage['marks']): string {
  const sorted = [...marks].sort(([a], [b]) => a - b);
  if (sorted.length === 0) {
    const most = AROUND * 3;
    return paragraph(text.length > most ? `${text.slice(0, most)}…` : text);
  }
  let shown = '';
  let end = 0;
  for (const [from, to] of sorted) {
    if (from < end) continue;
    const gap = text.slice(end, from);
    const first = shown === '';
    if (first) shown += paragraph(gap.length > AROUND ? `…${gap.slice(-AROUND)}` : gap);
    else shown += paragraph(gap.length > BETWEEN ? `${gap.slice(0, AROUND)}…${gap.slice(-AROUND)}` : gap);
    shown += `<mark>${plain(text.slice(from, to))}</mark>`;
    end = to;
  }
  const rest = text.slice(end);
  return shown + paragraph(rest.length > AROUND ? `${rest.slice(0, AROUND)}…` : rest);
}
