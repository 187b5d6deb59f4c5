import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf, rows, table, text as textAt } from '../../test/pdf.ts';
import { DocumentRefused, openDocument } from '../index.ts';

/** Seconds; a long run is asked for from outside. */
const SECONDS = Number(process.env.JIZHUN_FUZZ_SECONDS ?? 2);
const SLOWEST_MS = 5_000;

/** A small generator of numbers, so that a failure can be repeated from the seed it prints. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const shape = { x: 60, widths: [60, 120, 200, 80] };
const head = ['级次', '名称', '说明', '数值'];
const file = pdf(
  [
    textAt(200, 60, '绩效目标表', 16) +
      table({ ...shape, y: 716, heights: [20, 34], cells: rows([head, ['一', '甲', '子', '1']]) }),
    table({ ...shape, y: 60, heights: [20, 20], cells: rows([head, ['二', '乙', '丑', '2']]) }) +
      textAt(60, 200, '正文') +
      textAt(280, 810, '第 2 页'),
  ],
  { picture: true },
);

/** Words that mean something where they land. */
const words = [
  '2 0 R',
  '1 0 R',
  '8 0 R',
  '<< /Type /Pages /Kids [2 0 R] /Count 1e9 >>',
  '/Filter /FlateDecode',
  '/Filter [/ASCIIHexDecode /LZWDecode]',
  '/Rotate 90',
  '/Rotate 45',
  '/MediaBox [0 0 0 0]',
  '/MediaBox [1e30 0 -1e30 1]',
  '/UserUnit 1e9',
  '/Encrypt 5 0 R',
  '/Predictor 15',
  'q '.repeat(200),
  'Q '.repeat(20),
  '0 0 0 0 0 0 cm ',
  '1e38 0 0 1e38 0 0 cm ',
  '/F1 0 Tf ',
  '/F1 -1e9 Tf ',
  '/F9 10 Tf ',
  '1e30 Tc ',
  '0 Tz ',
  '-100 Tz ',
  '3 Tr ',
  '7 Tr ',
  '0 0 1e9 1e9 re f ',
  '0 0 m 1e38 0 l S ',
  'W n ',
  '/P Do ',
  'BI /W 9999999 /H 9999999 ID x EI ',
  '[(a) -1e30 (b)] TJ ',
  'BT ',
  'ET ',
  'NaN',
  '-',
  '>>',
  '<<',
  'endstream',
  'endobj',
  '%%EOF',
  '\0',
];

/**
 * Everything but the font is changed: pdf.js writes out every code of a range of widths or characters, however long it
 * claims to be, which takes longer than this test allows. The intake ends such a file at its limits of time and memory.
 */
function mutated(pick: (below: number) => number): Uint8Array {
  const whole = Buffer.from(file).toString('latin1');
  const [from, to] = [whole.indexOf('\n4 0 obj'), whole.indexOf('endcmap')];
  const font = whole.slice(from, to);
  const changed = changedIn(whole.slice(0, from) + FONT + whole.slice(to), pick);
  return Uint8Array.from(
    Buffer.from(
      changed.replace(FONT, () => font),
      'latin1',
    ),
  );
}

const FONT = '\u0001font\u0001';

function changedIn(text: string, pick: (below: number) => number): string {
  let source = text;
  for (let times = 1 + pick(5); times > 0; times--) {
    const at = pick(source.length);
    switch (pick(5)) {
      case 0:
        source = source.slice(0, at) + source.slice(at + pick(60));
        break;
      case 1:
        source = source.slice(0, at) + words[pick(words.length)] + source.slice(at);
        break;
      case 2:
        source = source.replace(/-?\d+(?:\.\d+)?/g, (number) =>
          pick(60) === 0 ? String([0, -1, 99999999, 1e21, 0.0001, 65536][pick(6)]) : number,
        );
        break;
      case 3: {
        const length = pick(300);
        source = source.slice(0, at) + source.slice(at, at + length).repeat(pick(4)) + source.slice(at + length);
        break;
      }
      default:
        source = source.slice(0, at) + String.fromCharCode(pick(256)) + source.slice(at + 1);
    }
  }
  return source;
}

/** Rejections that nobody handles: the runner's own listeners would fail the test for those of pdf.js too. */
const unhandled: unknown[] = [];
const collect = (reason: unknown): void => {
  unhandled.push(reason);
};

describe('pdf files that went through a fuzzer', () => {
  const listeners = process.listeners('unhandledRejection');
  beforeAll(() => {
    for (const listener of listeners) process.off('unhandledRejection', listener);
    process.on('unhandledRejection', collect);
  });
  afterAll(() => {
    process.off('unhandledRejection', collect);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  });

  it(
    'are opened or refused, soon',
    async () => {
      const end = performance.now() + SECONDS * 1000;
      const first = Number(process.env.JIZHUN_FUZZ_SEED ?? 1);
      let opened = 0;
      let seed = first;
      for (; performance.now() < end; seed++) {
        const bytes = mutated(generator(seed));
        const start = performance.now();
        try {
          await openDocument(bytes, 'a.pdf');
          opened++;
        } catch (error) {
          expect(error, `seed ${seed}`).toBeInstanceOf(DocumentRefused);
        }
        expect(performance.now() - start, `seed ${seed}`).toBeLessThan(SLOWEST_MS);
      }
      expect(opened).toBeGreaterThan(0);
      for (const reason of unhandled) expect((reason as Error).name).toMatch(/Exception$|^FormatError$|^JpxError$/);
      console.info(`pdf: ${seed - first} files, ${opened} opened`);
    },
    SECONDS * 1000 + 30_000,
  );
});
