/** Text of a list as it is kept: no blanks inside Chinese, single ones elsewhere, no line breaks. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .trim()
    .replace(/(?<=[\p{Script=Han}（）《》、，。：；]) | (?=[\p{Script=Han}（）《》、，。：；])/gu, '');
}

const BRACKETS: Readonly<Record<string, string>> = { '〔': '(', '〕': ')', '[': '(', ']': ')', '【': '(', '】': ')' };

/** What two writings of the same name or code have in common: width, blanks, case and kinds of brackets do not count. */
export function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/gu, '')
    .toLowerCase()
    .replace(/[〔〕[\]【】]/g, (bracket) => BRACKETS[bracket] ?? bracket);
}

/** A code as it is kept: half-width, without blanks. */
export function cleanCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/gu, '');
}

/** Several names in one cell, or codes. */
export function listed(text: string): string[] {
  return text
    .split(/[、，,；;\n]/)
    .map(clean)
    .filter((part) => part !== '');
}

/** `A`, `B`, … `AA`: how a person calls the column with this number (from 0). */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

/** Words by which a person says that there is nothing: 无, —. */
export function saysNone(text: string): boolean {
  return /^(无|没有|[-—–/\\]+)$/.test(text.trim());
}
