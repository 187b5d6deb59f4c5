const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as HTML shows them, in content and in quoted attributes. What no document may hold is left out. */
export function plain(words: string): string {
  return words.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
}

/** The same with line breaks kept. */
export function paragraph(words: string): string {
  return plain(words.replace(/\r\n?/g, '\n')).replace(/\n/g, '<br>');
}

/** Words that are too long for their place, cut at a whole character. */
export function shorten(words: string, most: number): string {
  const characters = Array.from(words);
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join('')}…`;
}
