/** Line ends of any system. A form feed (page break) ends a line too. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\f\u2028\u2029]/);
}

/** Marks that a converter left in the text: `[bookmark: _Toc_2_2_0000000001]`. */
export function withoutMarks(text: string): string {
  return text.includes('[bookmark:') ? text.replace(/\s?\[bookmark:\s*[^\]\n]{0,100}\]/g, '') : text;
}
