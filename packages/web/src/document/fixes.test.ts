import type { CorrectionRecord } from '@jizhun/api';
import {
  applyCorrections,
  type Correction,
  type Disclosure,
  type Edit,
  type Indicator,
  parseTarget,
} from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlayOf } from './corrections.ts';
import type { PlacedFinding } from './findings.ts';
import { correctionsOfEdits, differenceOf, middleOf, proposalsOf, rowAsRead, together } from './fixes.ts';

const row = (level3: string, raw: string): Indicator => ({
  level1: '产出指标',
  level2: '数量指标',
  level3,
  kind: 'output.quantity',
  targets: [{ period: 'FY', raw, ...parseTarget(raw) }],
});
const reading: Disclosure = {
  schema: 'jizhun/disclosure@1',
  source: { name: '甲.txt', sha256: '0', mediaType: 'text/plain' },
  goalSheets: [
    {
      id: 's',
      form: 'goal',
      scope: 'project',
      name: '甲',
      attributes: {},
      funding: [],
      schedule: [],
      tasks: [],
      indicators: [row('甲', '≥1个'), row('乙', '≥2个'), row('丙', '≥3个')],
    },
  ],
  budgetTables: [],
  statements: [],
  unread: [],
  provenance: {},
};
const LIST = '/goalSheets/0/indicators';
const record = (correction: Correction, change = 1): CorrectionRecord => ({
  ...(correction as Pick<CorrectionRecord, 'path' | 'from' | 'to'>),
  change,
  author: '张三',
  at: '2026-03-31T01:05:00.000Z',
  state: 'applied',
});
const names = (disclosure: Disclosure) => disclosure.goalSheets[0]?.indicators.map(({ level3 }) => level3).join('');

/** What the page shows after earlier corrections, and what laying the fix over the reading gives. */
function fixed(earlier: Correction[], edits: Edit[]): Disclosure {
  const { disclosure } = applyCorrections(reading, earlier);
  const outcome = correctionsOfEdits(disclosure, overlayOf(earlier.map((one) => record(one))), edits);
  if (!outcome.ok) throw new Error(outcome.why);
  const all = applyCorrections(reading, [...earlier, ...(outcome.edits as Correction[])]);
  expect(all.states).not.toContain('pending');
  return all.disclosure;
}

describe('a fix as corrections', () => {
  it('keeps to the reading, whatever was corrected before', () => {
    const earlier: Correction[] = [
      { path: `${LIST}/0`, from: row('甲', '≥1个') as never, to: null },
      { path: `${LIST}/2+1`, from: null, to: row('新', '≥9个') as never },
      { path: `${LIST}/2/targets/0/raw`, from: '≥3个', to: '≥33个' },
    ];
    // On the page: 乙 新 丙.
    const after = fixed(earlier, [
      { path: `${LIST}/2/targets/0/raw`, from: '≥33个', to: '≥95%' },
      { path: `${LIST}/2/targets/0/unit`, from: '个', to: '%' },
      { path: `${LIST}/1/level2`, from: '数量指标', to: '质量指标' },
      { path: `${LIST}/0`, from: row('乙', '≥2个'), to: undefined },
      { path: `${LIST}/3`, from: undefined, to: row('末', '5个') },
    ]);
    expect(names(after)).toBe('新丙末');
    expect(after.goalSheets[0]?.indicators[1]?.targets[0]).toMatchObject({ raw: '≥95%', value: 95, unit: '%' });
    expect(after.goalSheets[0]?.indicators[0]?.kind).toBe('output.quality');
  });

  it('takes out a row as it was read, though it was corrected', () => {
    const earlier: Correction[] = [
      { path: `${LIST}/1/targets/0/raw`, from: '≥2个', to: '≥95%' },
      { path: `${LIST}/1/level2`, from: '数量指标', to: '质量指标' },
    ];
    const { disclosure } = applyCorrections(reading, earlier);
    const overlay = overlayOf(earlier.map((one) => record(one)));
    expect(rowAsRead(disclosure, overlay, `${LIST}/1`)).toEqual(row('乙', '≥2个'));
    expect(
      names(fixed(earlier, [{ path: `${LIST}/1`, from: disclosure.goalSheets[0]?.indicators[1], to: undefined }])),
    ).toBe('甲丙');
  });

  it('several rows that come in at one place keep their order', () => {
    const after = fixed(
      [],
      [
        { path: `${LIST}/1`, from: undefined, to: row('子', '1个') },
        { path: `${LIST}/1`, from: undefined, to: row('丑', '1个') },
      ],
    );
    expect(names(after)).toBe('甲子丑乙丙');
  });

  it('says why it cannot be applied', () => {
    const overlay = overlayOf([]);
    for (const edit of [
      { path: `${LIST}/0/level3`, from: '别的', to: '乙' },
      { path: `${LIST}/0/targets/0`, from: row('甲', '≥1个').targets[0], to: undefined },
      { path: '/goalSheets/0/scope', from: 'project', to: 'department' },
    ]) {
      expect(correctionsOfEdits(reading, overlay, [edit])).toMatchObject({
        ok: false,
        why: expect.stringMatching(/。$/),
      });
    }
  });

  it('several in one step leave out what another changes otherwise', () => {
    const placed = (key: string, edits: Edit[]): PlacedFinding =>
      ({ key, section: 'sheet-0', cells: [], finding: { rule: 'r', fix: { title: key, edits } } }) as never;
    const overlay = overlayOf([]);
    const proposals = proposalsOf(reading, overlay, [
      placed('一', [{ path: `${LIST}/0/level3`, from: '甲', to: '子' }]),
      placed('二', [{ path: `${LIST}/0/level3`, from: '甲', to: '丑' }]),
      placed('三', [
        { path: `${LIST}/0/level3`, from: '甲', to: '子' },
        { path: `${LIST}/1/level3`, from: '乙', to: '卯' },
      ]),
    ]);
    const { outcome, left } = together(reading, overlay, proposals);
    expect(left.map(({ fix }) => fix.title)).toEqual(['二']);
    expect(outcome).toEqual({
      ok: true,
      edits: [
        { path: `${LIST}/0/level3`, from: '甲', to: '子' },
        { path: `${LIST}/1/level3`, from: '乙', to: '卯' },
      ],
    });
  });
});

describe('the difference of a fix', () => {
  it('is told value by value, or row by row where rows change together', () => {
    const tell = (_path: string, value: unknown) => String(value);
    const one = differenceOf(
      [
        { path: `${LIST}/0/targets/0/raw`, from: '≥1个', to: '=1个' },
        { path: `${LIST}/0/targets/0/operator`, from: '>=', to: '=' },
      ],
      tell,
    );
    expect(one).toEqual({ values: [{ path: `${LIST}/0/targets/0/raw`, from: '≥1个', to: '=1个' }], rows: [] });
    const moved = differenceOf(
      [0, 1].flatMap((i) => [
        { path: `${LIST}/${i}/level3`, from: 'a', to: 'b' },
        { path: `${LIST}/${i}/targets/0/raw`, from: 'c', to: 'd' },
      ]),
      tell,
    );
    expect(moved.values).toEqual([]);
    expect(moved.rows.map(({ path, cells }) => [path, cells.length])).toEqual([
      [`${LIST}/0`, 2],
      [`${LIST}/1`, 2],
    ]);
    const out = differenceOf([{ path: `${LIST}/1`, from: row('乙', '≥2个'), to: undefined }], tell);
    expect(out.rows).toMatchObject([{ kind: 'removed', cells: [{}, {}, { from: '乙' }, { from: '≥2个' }] }]);
  });

  it('of two texts leaves out nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        const middle = middleOf(from, to);
        expect(middle.before + middle.from + middle.after).toBe(from);
        expect(middle.before + middle.to + middle.after).toBe(to);
      }),
    );
  });
});
