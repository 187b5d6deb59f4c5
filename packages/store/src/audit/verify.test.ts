import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BEGINNING, digestsOf, type Undigested } from './chain.ts';
import type { AuditEvent, ChainPoint, Checkpoint } from './event.ts';
import { breakWords, verifyTrail } from './verify.ts';

const TENANT = 7;

function trailOf(rows: readonly Omit<Undigested, 'seq'>[], from: ChainPoint = BEGINNING): AuditEvent[] {
  let previous: ChainPoint = from;
  return rows.map((row) => {
    const event = { ...row, seq: previous.seq + 1 };
    const digests = digestsOf(previous, TENANT, event);
    previous = { seq: event.seq, ...digests };
    return { ...event, ...digests };
  });
}

const checkpointAt = (trail: readonly AuditEvent[], seq: number): Checkpoint => {
  const { sha256, sm3 } = trail[seq - 1] as AuditEvent;
  return { tenant: TENANT, seq, at: '2026-01-01T00:00:00.000Z', sha256, sm3 };
};

const row = fc.record({
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  actor: fc.string({ unit: 'binary' }),
  origin: fc.string(),
  operation: fc.string(),
  subject: fc.record({ kind: fc.string(), id: fc.string() }),
  before: fc.option(fc.json()),
  after: fc.option(fc.json()),
  reason: fc.option(fc.string({ unit: 'grapheme' })),
});
const rows = fc.array(row, { minLength: 3, maxLength: 12 });
const rowsAndPlace = rows.chain((list) => fc.tuple(fc.constant(list), fc.integer({ min: 1, max: list.length })));

describe('a trail', () => {
  test('that nobody touched is whole, with and without checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndPlace, async ([list, place]) => {
        const trail = trailOf(list);
        const end = trail.at(-1) as AuditEvent;
        const verification = await verifyTrail(trail, TENANT, { checkpoints: [checkpointAt(trail, place)], head: end });
        expect(verification).toMatchObject({ whole: true, end: { seq: list.length, sha256: end.sha256 } });
      }),
    );
    expect(await verifyTrail([], TENANT)).toEqual({ whole: true, end: BEGINNING, checkpoints: 0 });
  });

  test('in which one character of one row was changed names that row', async () => {
    const fields = ['at', 'actor', 'origin', 'operation', 'before', 'after', 'reason', 'sha256', 'sm3'] as const;
    await fc.assert(
      fc.asyncProperty(rowsAndPlace, fc.constantFrom(...fields), async ([list, place], field) => {
        const trail = trailOf(list);
        const found = trail[place - 1] as AuditEvent;
        const text = found[field];
        const changed =
          text === null ? '' : text === '' ? 'x' : text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`;
        trail[place - 1] = { ...found, [field]: changed };
        expect(await verifyTrail(trail, TENANT)).toEqual({ whole: false, break: { kind: 'altered', seq: place } });
      }),
    );
  });

  test('moved text from one field to the next names the row', async () => {
    const trail = trailOf([
      {
        at: '2026-01-01T00:00:00.000Z',
        actor: '甲',
        origin: '乙',
        operation: 'a',
        subject: { kind: 'b', id: 'c' },
        before: null,
        after: null,
        reason: null,
      },
    ]);
    const moved = [{ ...(trail[0] as AuditEvent), actor: '甲乙', origin: '' }];
    expect(await verifyTrail(moved, TENANT)).toEqual({ whole: false, break: { kind: 'altered', seq: 1 } });
  });

  test('from which rows were dropped names them', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndPlace, async ([list, place]) => {
        const trail = trailOf(list);
        const head = trail.at(-1) as AuditEvent;
        const left = trail.filter(({ seq }) => seq !== place);
        const expected =
          place === list.length
            ? { kind: 'cut-off', after: place - 1, expected: place }
            : { kind: 'missing', from: place, to: place };
        expect(await verifyTrail(left, TENANT, { head })).toEqual({ whole: false, break: expected });
      }),
    );
  });

  test('that was rewritten from a row on is told by the checkpoint behind it, and by it only', async () => {
    await fc.assert(
      fc.asyncProperty(rowsAndPlace, async ([list, place]) => {
        const trail = trailOf(list);
        const checkpoints = [checkpointAt(trail, list.length)];
        if (place > 1) checkpoints.push(checkpointAt(trail, place - 1));
        const start = place === 1 ? BEGINNING : (trail[place - 2] as AuditEvent);
        const changed = list.slice(place - 1).map((one, i) => (i === 0 ? { ...one, actor: `${one.actor}!` } : one));
        const forged = [...trail.slice(0, place - 1), ...trailOf(changed, start)];
        expect(await verifyTrail(forged, TENANT)).toMatchObject({ whole: true });
        expect(await verifyTrail(forged, TENANT, { checkpoints })).toEqual({
          whole: false,
          break: { kind: 'rewritten', from: place, upTo: list.length },
        });
        expect(await verifyTrail(forged, TENANT, { head: trail.at(-1) as AuditEvent })).toMatchObject({ whole: false });
      }),
    );
  });

  test('of another tenant is not taken for this one', async () => {
    const trail = trailOf([
      {
        at: '2026-01-01T00:00:00.000Z',
        actor: '甲',
        origin: '乙',
        operation: 'a',
        subject: { kind: 'b', id: 'c' },
        before: null,
        after: null,
        reason: null,
      },
    ]);
    expect(await verifyTrail(trail, TENANT + 1)).toEqual({ whole: false, break: { kind: 'altered', seq: 1 } });
  });
});

test('the digests are the ones that anyone else computes', () => {
  const event: Undigested = {
    seq: 1,
    at: '2026-01-02T03:04:05.678Z',
    actor: '张三',
    origin: '127.0.0.1',
    operation: 'document.add',
    subject: { kind: 'document', id: '1' },
    before: null,
    after: '{"name":"绩效.docx"}',
    reason: null,
  };
  // Made once with sha256sum and `openssl dgst -sm3` from the text that docs/audit.md shows.
  expect(digestsOf(BEGINNING, 1, event)).toEqual({
    sha256: '14a5ca58fd8e2117540c0d7a40847e22ce944f10cebbda23d99db87431b1431f',
    sm3: 'ce7f01469f8545946868583c6034e3d6024d43b9fde2d805394493b24e4ab39e',
  });
});

test('every kind of break has words that name the place', () => {
  expect(breakWords({ kind: 'altered', seq: 3 })).toContain('第 3 条');
  expect(breakWords({ kind: 'missing', from: 1, to: 1 })).toContain('缺少第 1 条');
  expect(breakWords({ kind: 'missing', from: 2, to: 5 })).toContain('第 2 至 5 条');
  expect(breakWords({ kind: 'disordered', seq: 2 })).toContain('第 2 条');
  expect(breakWords({ kind: 'cut-off', after: 4, expected: 6 })).toContain('应有 6 条');
  expect(breakWords({ kind: 'rewritten', from: 2, upTo: 9 })).toContain('第 2 至 9 条');
});
