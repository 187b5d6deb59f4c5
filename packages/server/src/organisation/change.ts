import { type Change, OrganisationRefusal, type Stamp } from '@jizhun/store';
import { matchesTag, tagOf } from '../http/encoding.ts';
import { ProblemError } from '../http/problem.ts';
import type { Principal } from '../identity/principal.ts';
import type { Organisation } from './organisation.ts';

function refusal({ refused: [first, ...others] }: OrganisationRefusal): ProblemError {
  const { code, message, remedy } = first;
  const more = others.length === 0 ? '' : `另有 ${others.length} 处。`;
  if (code === 'stale') return new ProblemError(412, 'stale', { title: '内容已有改动', detail: message, remedy });
  return new ProblemError(422, code, { title: '不能这样改', detail: `${message}${more}`, remedy });
}

/**
 * Makes changes under the name of the caller.
 *
 * @throws ProblemError 412 where what the caller saw is not that any more, 422 where something is in the way
 */
export async function applyChanges(
  organisation: Organisation,
  changes: readonly Change[],
  by: Stamp,
  principal: Principal,
): Promise<void> {
  try {
    await organisation.applyChanges(changes, by, principal.person);
  } catch (error) {
    throw error instanceof OrganisationRefusal ? refusal(error) : error;
  }
}

/**
 * The version that the caller saw: of the request's content, or of its `If-Match`, which holds a version, or the tag of
 * the answer that `current` makes: then it is the version that this answer has.
 */
export async function seenBy(
  request: Request,
  seen: string | undefined,
  current?: () => Promise<{ version: string }>,
): Promise<string | undefined> {
  if (seen !== undefined) return seen;
  const header = request.headers.get('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  const now = await current?.();
  if (now !== undefined && matchesTag(header, tagOf(JSON.stringify(now)))) return now.version;
  return header.replace(/^(?:W\/)?"?|"?$/g, '');
}
