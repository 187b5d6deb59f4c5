import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Box, type Glyph, identity, type Matrix, multiply, type PageContent, xOf, yOf } from './geometry.ts';
import type { Pdfjs } from './library.ts';
import { rulingsOfPath } from './paths.ts';

/** What pdf.js tells of a font, as far as it is needed to place its characters. */
interface FontFacts {
  vertical?: boolean;
  fontMatrix?: readonly number[];
}

/** A character as pdf.js shows it; a bare number in its place moves the next one. */
interface ShownGlyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  vmetric?: readonly [number, number, number] | null;
}

interface State {
  matrix: Matrix;
  font: FontFacts;
  size: number;
  characterSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
  lineWidth: number;
  stroke: string;
  fill: string;
  /** Nothing outside of it shows. */
  clip: Box;
}

const initial: Omit<State, 'matrix'> = {
  font: {},
  size: 0,
  characterSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  lineWidth: 1,
  stroke: '#000000',
  fill: '#000000',
  clip: {
    left: Number.NEGATIVE_INFINITY,
    top: Number.NEGATIVE_INFINITY,
    right: Number.POSITIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
  },
};

const INVISIBLE = 3;
const THOUSANDTH = 0.001;
/** What must show of a character, in heights of its font. */
const SEEN = 0.15;
/** A gap inside one string, in heights of its font, that ends a stretch of characters. */
const STRETCH_GAP = 0.6;

/**
 * Text and ruling lines of a page in one walk through its operators. pdf.js's own text content is not used: it joins
 * strings across the lines of a table, and to ask for it as well takes as long again.
 *
 * @param enough called with the number of operators; throws where it is too many
 */
export async function readContent(
  pdfjs: Pdfjs,
  page: PDFPageProxy,
  enough: (operators: number) => void,
): Promise<PageContent> {
  const { fnArray, argsArray } = await page.getOperatorList({
    annotationMode: pdfjs.AnnotationMode.ENABLE,
  });
  enough(fnArray.length);
  const viewport = page.getViewport({ scale: 1 });
  const fonts = await fontsOf(pdfjs, page, fnArray, argsArray);
  const walk = new Walk(pdfjs, viewport.transform as unknown as Matrix, fonts);
  for (let index = 0; index < fnArray.length; index++) walk.step(fnArray[index]!, argsArray[index] ?? []);
  const { glyphs, unseen, clipped, horizontal, vertical } = walk;
  return {
    page: page.pageNumber,
    width: viewport.width,
    height: viewport.height,
    glyphs,
    unseen,
    clipped,
    horizontal,
    vertical,
  };
}

async function fontsOf(
  pdfjs: Pdfjs,
  page: PDFPageProxy,
  operators: readonly number[],
  args: readonly unknown[][],
): Promise<Map<string, FontFacts>> {
  const fonts = new Map<string, FontFacts>();
  const names = new Set<string>();
  operators.forEach((operator, index) => {
    if (operator === pdfjs.OPS.setFont) names.add(String(args[index]?.[0]));
    if (operator === pdfjs.OPS.setGState)
      for (const [key, value] of pairs(args[index]?.[0])) if (key === 'Font') names.add(String(list(value)[0]));
  });
  for (const name of names) {
    const found: unknown = await new Promise((resolve) => {
      page.commonObjs.get(name, resolve);
    });
    fonts.set(name, typeof found === 'object' && found !== null ? found : {});
  }
  return fonts;
}

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) || ArrayBuffer.isView(value) ? (value as unknown as readonly unknown[]) : [];
const pairs = (value: unknown): readonly (readonly unknown[])[] => list(value).map(list);
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function matrixOf(value: unknown): Matrix | undefined {
  const items = list(value);
  if (items.length !== 6 || !items.every((item) => typeof item === 'number')) return undefined;
  return [0, 1, 2, 3, 4, 5].map((index) => number(items[index])) as unknown as Matrix;
}

/** The graphics state of one page, operator by operator. */
class Walk implements Pick<PageContent, 'glyphs' | 'unseen' | 'clipped' | 'horizontal' | 'vertical'> {
  readonly glyphs: Glyph[] = [];
  readonly unseen: Glyph[] = [];
  readonly clipped: Glyph[] = [];
  readonly horizontal: PageContent['horizontal'] = [];
  readonly vertical: PageContent['vertical'] = [];
  readonly #operators: Pdfjs['OPS'];
  readonly #base: Matrix;
  readonly #fonts: ReadonlyMap<string, FontFacts>;
  readonly #saved: State[] = [];
  #state: State;
  #text: Matrix = identity;
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;
  #run = 0;
  /** Whether the next path is one to clip with. */
  #clips = false;

  constructor({ OPS }: Pdfjs, base: Matrix, fonts: ReadonlyMap<string, FontFacts>) {
    this.#operators = OPS;
    this.#base = base;
    this.#fonts = fonts;
    this.#state = { ...initial, matrix: base };
  }

  step(operator: number, args: readonly unknown[]): void {
    const OPS = this.#operators;
    const state = this.#state;
    switch (operator) {
      case OPS.save:
      case OPS.beginGroup:
        this.#save();
        break;
      case OPS.restore:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        this.#restore();
        break;
      case OPS.transform:
        this.#transform(args);
        break;
      case OPS.paintFormXObjectBegin:
        this.#save();
        this.#transform(args[0]);
        break;
      case OPS.beginAnnotation:
        this.#save();
        this.#state = { ...initial, matrix: this.#base };
        this.#transform(args[2]);
        this.#transform(args[3]);
        break;
      case OPS.setGState:
        for (const [key, value] of pairs(args[0])) {
          if (key === 'LW') state.lineWidth = number(value);
          if (key === 'Font') this.#setFont(list(value));
        }
        break;
      case OPS.setLineWidth:
        state.lineWidth = number(args[0]);
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = String(args[0]);
        break;
      case OPS.setFillRGBColor:
        state.fill = String(args[0]);
        break;
      case OPS.setStrokeColorN:
        state.stroke = 'pattern';
        break;
      case OPS.setFillColorN:
        state.fill = 'pattern';
        break;
      case OPS.clip:
      case OPS.eoClip:
        this.#clips = true;
        break;
      case OPS.constructPath:
        rulingsOfPath(OPS, args, state, this);
        if (this.#clips) this.#clip(list(args[2]));
        this.#clips = false;
        break;
      case OPS.beginText:
        this.#setTextMatrix(identity);
        break;
      case OPS.setFont:
        this.#setFont(args);
        break;
      case OPS.setCharSpacing:
        state.characterSpacing = number(args[0]);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = number(args[0]);
        break;
      case OPS.setHScale:
        state.scale = number(args[0]) / 100;
        break;
      case OPS.setLeading:
        state.leading = -number(args[0]);
        break;
      case OPS.setTextRise:
        state.rise = number(args[0]);
        break;
      case OPS.setTextRenderingMode:
        state.mode = number(args[0]);
        break;
      case OPS.setTextMatrix:
        this.#setTextMatrix(matrixOf(args[0]) ?? matrixOf(args) ?? identity);
        break;
      case OPS.moveText:
        this.#moveText(number(args[0]), number(args[1]));
        break;
      case OPS.setLeadingMoveText:
        state.leading = number(args[1]);
        this.#moveText(number(args[0]), number(args[1]));
        break;
      case OPS.nextLine:
        this.#moveText(0, state.leading);
        break;
      case OPS.showText:
        this.#show(list(args[0]));
        break;
    }
  }

  #save(): void {
    this.#saved.push({ ...this.#state });
  }

  #restore(): void {
    const saved = this.#saved.pop();
    if (saved) this.#state = saved;
  }

  #transform(args: unknown): void {
    const matrix = matrixOf(args);
    if (matrix) this.#state.matrix = multiply(this.#state.matrix, matrix);
  }

  /** Clips with the rectangle around a path. */
  #clip(around: readonly unknown[]): void {
    if (around.length !== 4) return;
    const { matrix, clip } = this.#state;
    const [x0, y0, x1, y1] = around.map(number) as [number, number, number, number];
    const xs = [xOf(matrix, x0, y0), xOf(matrix, x1, y0), xOf(matrix, x0, y1), xOf(matrix, x1, y1)];
    const ys = [yOf(matrix, x0, y0), yOf(matrix, x1, y0), yOf(matrix, x0, y1), yOf(matrix, x1, y1)];
    this.#state.clip = {
      left: Math.max(clip.left, Math.min(...xs)),
      right: Math.min(clip.right, Math.max(...xs)),
      top: Math.max(clip.top, Math.min(...ys)),
      bottom: Math.min(clip.bottom, Math.max(...ys)),
    };
  }

  #setFont(args: readonly unknown[]): void {
    this.#state.font = this.#fonts.get(String(args[0])) ?? {};
    this.#state.size = number(args[1]);
  }

  #setTextMatrix(matrix: Matrix): void {
    this.#text = matrix;
    this.#x = this.#y = this.#lineX = this.#lineY = 0;
  }

  #moveText(x: number, y: number): void {
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  #show(shown: readonly unknown[]): void {
    const { font, size, scale, rise, characterSpacing, wordSpacing, mode } = this.#state;
    if (size === 0) return;
    const matrix = multiply(this.#state.matrix, this.#text);
    const unit = size * (font.fontMatrix?.[0] || THOUSANDTH);
    const vertical = font.vertical === true;
    const height = Math.abs(size) * Math.hypot(matrix[2], matrix[3]);
    const stretch: Glyph[] = [];
    this.#run += 1;
    for (const item of shown) {
      if (typeof item === 'number') {
        const gap = (-item * size) / 1000;
        if (vertical) this.#y += -gap;
        else this.#x += gap * scale;
        if (Math.abs(gap) > STRETCH_GAP * Math.abs(size)) this.#run += 1;
        continue;
      }
      if (typeof item !== 'object' || item === null) continue;
      const glyph = item as ShownGlyph;
      const spacing = characterSpacing + (glyph.isSpace ? wordSpacing : 0);
      const x = this.#x;
      const y = this.#y;
      if (vertical) this.#y += (glyph.vmetric?.[0] ?? -1000) * unit - spacing;
      else this.#x += (glyph.width * unit + spacing) * scale;
      const advance = vertical ? 0 : glyph.width * unit * scale;
      const drop = vertical ? (glyph.vmetric?.[0] ?? -1000) * unit : 0;
      const text = legible(glyph.unicode);
      if (text === '') continue;
      stretch.push(placed(text, matrix, x, y + rise, advance, drop, height, this.#run));
    }
    // A text of which a part shows is a text that was too long for its place.
    const shows = stretch.some((glyph) => isInside(glyph, this.#state.clip));
    const into = mode === INVISIBLE ? this.unseen : shows ? this.glyphs : this.clipped;
    for (const glyph of stretch) into.push(glyph);
  }
}

/** Whether enough of a character shows to be seen. */
function isInside({ x, y, width, size, way }: Glyph, { left, top, right, bottom }: Box): boolean {
  const across = way === 'across';
  const [x0, x1] = across ? [x, x + width] : [x, x + size];
  const [y0, y1] = across ? [y - 0.85 * size, y + 0.15 * size] : [y, y + width];
  const least = SEEN * size;
  return (
    Math.min(x1, right) - Math.max(x0, left) > Math.min(least, (x1 - x0) / 2) &&
    Math.min(y1, bottom) - Math.max(y0, top) > least
  );
}

/** Radicals that Unicode does not tell to be the characters that they look like. */
const radicals = new Map(
  '⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⼾户'
    .match(/../gu)
    ?.map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/** Fonts of some programs name radicals (⼯) and ligatures in place of the characters that they look like. */
function legible(unicode: string): string {
  if (/^[ -~\u3000-\u9fff]+$/.test(unicode)) return unicode;
  return unicode
    .replace(/[\u2e80-\u2fdf\ufb00-\ufb06]/g, (found) => radicals.get(found) ?? found.normalize('NFKC'))
    .replace(/[\u0000-\u001f\u007f\u00ad\u200b-\u200f\ufeff]/g, '')
    .replace(/\u00a0/g, ' ');
}

/** A character from its origin in the space of `matrix` and its way on from there. */
function placed(
  text: string,
  matrix: Matrix,
  x: number,
  y: number,
  advance: number,
  drop: number,
  size: number,
  run: number,
): Glyph {
  const left = xOf(matrix, x, y);
  const top = yOf(matrix, x, y);
  const dx = xOf(matrix, x + advance, y + drop) - left;
  const dy = yOf(matrix, x + advance, y + drop) - top;
  // The baseline of vertical writing runs through the middle of its characters.
  if (drop !== 0)
    return { text, x: left - size / 2, y: Math.min(top, top + dy), width: Math.abs(dy), size, way: 'down', run };
  if (Math.abs(dx) >= Math.abs(dy))
    return { text, x: Math.min(left, left + dx), y: top, width: Math.abs(dx), size, way: 'across', run };
  // Turned text stands beside its baseline: to the right of it where it runs down, to the left where it runs up.
  return dy > 0
    ? { text, x: left, y: top, width: dy, size, way: 'down', run }
    : { text, x: left - size, y: top + dy, width: -dy, size, way: 'up', run };
}
