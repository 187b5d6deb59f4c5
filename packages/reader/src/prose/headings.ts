/** Headings of prose: a number, few words, no end of a sentence. */
const NUMBERED =
  /^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))\s*(.{2,40})$/;

export interface Heading {
  /** 1 第一部分 · 2 一、 · 3 （一） · 4 1、 */
  depth: number;
  text: string;
  name: string;
}

/** The heading that a paragraph is, or null. */
export function headingIn(text: string): Heading | null {
  const t = text.trim();
  if (t.includes('\n') || /[。；;，,：:]$/.test(t)) return null;
  const m = NUMBERED.exec(t);
  // A figure with its unit is said of something: a sentence that a page broke.
  if (!m?.[1] || !m[2] || /[。；;]|\d\s*(万元|亿元|元|%|％)/.test(m[2])) return null;
  const depth = m[1].startsWith('第') ? 1 : /^[一二三四五六七八九十]/.test(m[1]) ? 2 : /^[（(]/.test(m[1]) ? 3 : 4;
  return { depth, text: t.replace(/\s/g, ''), name: m[2].replace(/\s/g, '') };
}
