import type { Layout } from './layouts.ts';

/** The drawing of a layout as a page, with rowspan and colspan. */
export function pageOf({ lines, drawing }: Layout): string {
  const rows = drawing
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '')
    .map((l) => l.split('|').map((f) => f.trim()));
  const spanOf = (row: number, column: number, mark: '<' | '^'): number => {
    let n = 1;
    while ((mark === '<' ? rows[row]?.[column + n] : rows[row + n]?.[column]) === mark) n++;
    return n;
  };
  const width = Math.max(...rows.map((r) => r.length));
  const body = rows
    .map((fields, r) => {
      const cells = fields.map((text, c) => {
        if (text === '<' || text === '^') return '';
        return `<td rowspan="${spanOf(r, c, '^')}" colspan="${spanOf(r, c, '<')}">${text.replace(/</g, '&lt;').replace(/>/g, '&gt;')}</td>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  const titles = lines.map((l) => `<p style="text-align:center">${l}</p>`).join('\n');
  return `<html><head><meta charset="utf-8"><style>@page { size: A4 ${width > 8 ? 'landscape' : 'portrait'} }</style></head><body>${titles}
<table border="1" cellspacing="0" width="100%">${body}</table></body></html>`;
}
