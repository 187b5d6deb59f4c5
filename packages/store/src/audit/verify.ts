import { BEGINNING, digestsOf } from './chain.ts';
import type { AuditEvent, ChainPoint, Checkpoint, Digests } from './event.ts';

/** The first place at which a trail is not what it was. */
export type Break =
  /** Row `seq` says something else than what was digested, or its digest was changed. */
  | { kind: 'altered'; seq: number }
  /** The rows from `from` to `to` are not there. */
  | { kind: 'missing'; from: number; to: number }
  /** A row that stands twice, or out of order. */
  | { kind: 'disordered'; seq: number }
  /** The trail ends after row `after`, but there were `expected`. */
  | { kind: 'cut-off'; after: number; expected: number }
  /** The rows agree with each other, but not with the checkpoint at `upTo`: one of them from `from` on was rewritten. */
  | { kind: 'rewritten'; from: number; upTo: number };

/** What became of a verification. */
export type Verification = { whole: true; end: ChainPoint; checkpoints: number } | { whole: false; break: Break };

/** What a trail is held against besides itself. */
export interface Witnesses {
  /** Set down earlier, best kept where the one who could change the trail cannot reach. Any order. */
  checkpoints?: readonly Checkpoint[];
  /** The last row, as it was noted beside the trail. */
  head?: ChainPoint;
}

const same = (a: Digests, b: Digests) => a.sha256 === b.sha256 && a.sm3 === b.sm3;

/** Follows a trail from its first row and names the first place where it was tampered with. */
export async function verifyTrail(
  events: AsyncIterable<AuditEvent> | Iterable<AuditEvent>,
  tenant: number,
  { checkpoints = [], head }: Witnesses = {},
): Promise<Verification> {
  const own = checkpoints.filter((checkpoint) => checkpoint.tenant === tenant).sort((a, b) => a.seq - b.seq);
  let next = 0;
  let trusted = 0;
  let at: ChainPoint = BEGINNING;
  const broken = (found: Break): Verification => ({ whole: false, break: found });

  for await (const event of events) {
    if (event.seq <= at.seq) return broken({ kind: 'disordered', seq: event.seq });
    if (event.seq > at.seq + 1) return broken({ kind: 'missing', from: at.seq + 1, to: event.seq - 1 });
    if (!same(digestsOf(at, tenant, event), event)) return broken({ kind: 'altered', seq: event.seq });
    at = { seq: event.seq, sha256: event.sha256, sm3: event.sm3 };
    for (let checkpoint = own[next]; checkpoint?.seq === at.seq; checkpoint = own[++next]) {
      if (!same(checkpoint, at)) return broken({ kind: 'rewritten', from: trusted + 1, upTo: at.seq });
      trusted = at.seq;
    }
  }

  const expected = Math.max(own.at(-1)?.seq ?? 0, head?.seq ?? 0);
  if (expected > at.seq) return broken({ kind: 'cut-off', after: at.seq, expected });
  if (head !== undefined && head.seq === at.seq && !same(head, at)) {
    return broken({ kind: 'rewritten', from: trusted + 1, upTo: at.seq });
  }
  return { whole: true, end: at, checkpoints: new Set(own.map(({ seq }) => seq)).size };
}

/** A break in words, for the one who asked. */
export function breakWords(found: Break): string {
  switch (found.kind) {
    case 'altered':
      return `第 ${found.seq} 条记录的内容或摘要被改动过。`;
    case 'missing':
      return found.from === found.to ? `缺少第 ${found.from} 条记录。` : `缺少第 ${found.from} 至 ${found.to} 条记录。`;
    case 'disordered':
      return `第 ${found.seq} 条记录重复出现，或次序不对。`;
    case 'cut-off':
      return `记录到第 ${found.after} 条为止，应有 ${found.expected} 条：末尾的记录被删去。`;
    case 'rewritten':
      return `第 ${found.from} 至 ${found.upTo} 条记录与第 ${found.upTo} 条处的检查点不符：其中有记录被改写，并重算了其后的摘要。`;
  }
}
