import { displayWidth } from '@jizhun/model';

/** Must not begin a line. */
const CLOSING = /^[，。、；：？！）》」』】〕〉”’％‰…—～·,.;:?!)\]}%]/u;
/** Must not end a line. */
const OPENING = /[（《「『【〔〈“‘([{￥¥$第]\s?$/u;
/** A number with its sign and unit, a Latin word, blanks, or one character. */
const PIECE =
  /[≥≤><=＝+\-±~]*\d[\d.,]*(?:\s?(?:万元|亿元|元|个百分点|%|％|年|月|日|行|列|页|张|处|项))?|[A-Za-z0-9_./:#&@'-]+|\s+|./gsu;

/**
 * Breaks text into lines of at most `width` columns, East Asian characters taking two. Lines break between Chinese
 * characters, but not before a closing mark, after an opening one, or inside a number with its unit or a Latin word;
 * only a piece that is longer than a line is cut. Line breaks in the text stay.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of unbreakable(paragraph)) {
    const size = displayWidth(piece);
    if (used + displayWidth(piece.trimEnd()) <= width) {
      if (line === '' && lines.length > 0 && piece.trim() === '') continue;
      line += piece;
      used += size;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = '';
    used = 0;
    for (const part of size > width ? cut(piece, width) : [piece.trimStart()]) {
      if (line !== '') lines.push(line);
      line = part;
      used = displayWidth(part);
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

function unbreakable(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const [piece] of paragraph.matchAll(PIECE)) {
    const last = pieces.length - 1;
    const before = pieces[last];
    if (before !== undefined && (CLOSING.test(piece) || OPENING.test(before))) pieces[last] = before + piece;
    else pieces.push(piece);
  }
  return pieces;
}

function cut(piece: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (part !== '' && displayWidth(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  parts.push(part);
  return parts;
}

/** Fills up with blanks on the right to `width` columns. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Fills up with blanks on the left to `width` columns. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Shortens to `width` columns, with … where something was left out. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > width - 2) break;
    kept += character;
  }
  return `${kept}…`;
}

/** `label` in front of the first line of `text`, the further lines under it: the way every part of a message is set. */
export function hang(label: string, text: string, indent: number, width: number): string[] {
  return wrapText(text, width - indent).map((line, i) =>
    `${i === 0 ? padRight(label, indent) : ' '.repeat(indent)}${line}`.trimEnd(),
  );
}
