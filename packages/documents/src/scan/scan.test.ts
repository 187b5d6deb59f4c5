import { describe, expect, test } from 'vitest';
import { Page } from '../../test/pictures.ts';
import { defaultLimits } from '../limits.ts';
import { Opening } from '../opening.ts';
import { blocksOf } from '../pdf/blocks.ts';
import { sheetOf } from '../pdf/flow.ts';
import { inkOf } from './ink.ts';
import { readScan } from './page.ts';
import { type Area, turned } from './picture.ts';
import type { Recogniser } from './recogniser.ts';
import { skewOf } from './skew.ts';
import { strokesOf } from './strokes.ts';
import { comparisonSignIn } from './symbol.ts';
import { characterHeight, textLinesIn } from './text-lines.ts';

const WIDE = 1_000;
const whole = (page: Page): Area => ({ left: 0, top: 0, right: page.width, bottom: page.height });

/** A form: a title above a table of two columns and four rows, a character of 22 dots in the cells. */
function form(): Page {
  const page = new Page(WIDE, 700);
  page.line(300, 60, 40, 8);
  page.table([100, 300, 900], [200, 260, 320, 380, 440]);
  for (let row = 0; row < 4; row++) {
    page.line(120, 220 + row * 60, 22, 4);
    page.line(320, 220 + row * 60, 22, 10 + row);
  }
  return page;
}

describe('the angle of a page', () => {
  test.each([-3.2, -1, -0.3, 0, 0.45, 2])('%s degrees', (degrees) => {
    expect(skewOf(inkOf(turned(form(), degrees)))).toBeCloseTo(degrees, 0.8);
  });

  test('of an empty page is none', () => {
    expect(skewOf(inkOf(new Page(200, 200)))).toBe(0);
  });
});

describe('ruling lines', () => {
  test('are found where they stand, on yellowed paper too', () => {
    const page = form();
    for (let i = 0; i < page.data.length; i++) {
      // Paper that darkens to the right.
      page.data[i] = Math.max(0, page.data[i]! - 20 - ((i % WIDE) / WIDE) * 90);
    }
    const { across, down } = strokesOf(inkOf(page));
    expect(across.map(({ at }) => Math.round(at / 10) * 10).sort((a, b) => a - b)).toEqual([200, 260, 320, 380, 440]);
    expect(down.map(({ at }) => Math.round(at / 10) * 10).sort((a, b) => a - b)).toEqual([100, 300, 900]);
  });

  test('that faded for a while are one, those with a column between them are two', () => {
    const page = form();
    page.block(500, 255, 20, 10, 255);
    page.block(310, 315, 200, 10, 255);
    const { across } = strokesOf(inkOf(page));
    expect(across.filter(({ at }) => Math.abs(at - 260) < 4)).toHaveLength(1);
    expect(across.filter(({ at }) => Math.abs(at - 320) < 4)).toHaveLength(2);
  });

  test('are not the strokes of characters, nor a line under a title', () => {
    const page = new Page(WIDE, 300);
    page.line(200, 50, 80, 5);
    page.stroke(200, 150, 700, 150, 2);
    expect(strokesOf(inkOf(page))).toEqual({ across: [], down: [] });
  });
});

describe('lines of text', () => {
  const linesOf = (page: Page, apart = Number.POSITIVE_INFINITY) => {
    const ink = inkOf(page);
    return textLinesIn(ink, whole(page), characterHeight(ink, [whole(page)]), apart);
  };

  test('are told apart from top to bottom, and where a wide blank parts them', () => {
    const page = new Page(WIDE, 300);
    page.line(100, 40, 22, 6);
    page.line(700, 40, 22, 4);
    page.line(100, 80, 22, 20);
    page.line(100, 120, 22, 3);
    expect(linesOf(page, 3).map(({ left, top }) => [Math.round(left / 10) * 10, Math.round(top / 10) * 10])).toEqual([
      [100, 40],
      [700, 40],
      [100, 80],
      [100, 120],
    ]);
    expect(linesOf(page)).toHaveLength(3);
  });

  test('that nearly touch are parted, one of large characters is not', () => {
    const page = new Page(WIDE, 400);
    for (const top of [40, 80, 320, 360]) page.line(100, top, 22, 20);
    page.line(100, 140, 22, 20);
    page.line(100, 165, 22, 20);
    page.block(300, 160, 3, 8);
    page.line(100, 250, 60, 6);
    expect(linesOf(page)).toHaveLength(7);
  });

  test('of characters in two pieces, such as 二, are one; specks are none', () => {
    const page = new Page(WIDE, 300);
    for (const top of [40, 80, 120]) page.line(100, top, 22, 10);
    page.stroke(104, 164, 118, 164, 3);
    page.stroke(101, 178, 121, 178, 3);
    page.block(600, 220, 2, 2);
    expect(linesOf(page)).toHaveLength(4);
  });
});

describe('a sign of comparison that stands alone', () => {
  const signOf = (draw: (page: Page) => void) => {
    const page = new Page(60, 60);
    draw(page);
    return comparisonSignIn(inkOf(page), whole(page), 26);
  };
  const right = (page: Page) => {
    page.stroke(18, 14, 42, 23);
    page.stroke(42, 23, 18, 32);
  };
  const left = (page: Page) => {
    page.stroke(42, 14, 18, 23);
    page.stroke(18, 23, 42, 32);
  };
  const bar = (page: Page, y: number) => page.stroke(18, y, 42, y);

  test('is told by its shape', () => {
    expect(signOf(right)).toBe('>');
    expect(signOf(left)).toBe('<');
    expect(signOf((page) => [right(page), bar(page, 38)])).toBe('≥');
    expect(signOf((page) => [left(page), bar(page, 38)])).toBe('≤');
    expect(signOf((page) => [right(page), bar(page, 36), bar(page, 42)])).toBe('≥');
    expect(signOf((page) => [bar(page, 22), bar(page, 32)])).toBe('=');
  });

  test('is nothing else', () => {
    // 2, 7, 一, 口 and a blank.
    expect(
      signOf((page) => {
        page.stroke(20, 18, 24, 13);
        page.stroke(24, 13, 36, 13);
        page.stroke(36, 13, 40, 19);
        page.stroke(40, 19, 19, 39);
        bar(page, 39);
      }),
    ).toBeUndefined();
    expect(signOf((page) => [bar(page, 14), page.stroke(42, 14, 26, 40)])).toBeUndefined();
    expect(signOf((page) => bar(page, 26))).toBeUndefined();
    expect(signOf((page) => page.character(18, 14, 24))).toBeUndefined();
    expect(signOf(() => {})).toBeUndefined();
  });
});

describe('a page that is a picture', () => {
  /** Says how many characters a line has, as a real one would say which. */
  const counting: Recogniser = {
    recognise: async (_picture, { left, right, top, bottom }) => {
      const count = Math.round((right - left) / ((bottom - top) * 1.146));
      return { text: String(count), confidence: bottom - top > 35 ? 0.4 : 0.93 };
    },
  };
  const read = async (page: Page) => {
    const scanned = await readScan(page, 0.5, counting);
    const content = { page: 1, width: 500, height: 350, unseen: [], clipped: [], ...scanned };
    const blocks = blocksOf(new Opening('扫描.pdf', defaultLimits), [sheetOf(content)]);
    return { scanned, blocks };
  };

  test('gives its cells their own lines, with how sure they are', async () => {
    for (const degrees of [0, 1.5]) {
      const { scanned, blocks } = await read(turned(form(), degrees) as Page);
      expect(scanned.turned).toBeCloseTo(degrees, 0.8);
      // The title is not sure enough to be taken.
      expect(scanned.unreadable).toBe(1);
      expect(blocks).toHaveLength(1);
      const [grid] = blocks;
      if (grid?.kind !== 'grid') throw new Error('no table');
      expect(grid.cells.map(({ text }) => text)).toEqual(['4', '10', '4', '11', '4', '12', '4', '13']);
      expect(grid.cells.every(({ confidence }) => confidence === 0.93)).toBe(true);
    }
  });

  test('without ink holds nothing', async () => {
    const { scanned } = await read(new Page(400, 300));
    expect(scanned).toEqual({ glyphs: [], horizontal: [], vertical: [], turned: 0, unreadable: 0 });
  });
});
