import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** From which network address a request came, for the trail; one that came through no socket is of this program. */
export function addressOf(context: Context): string {
  const bound = context.env as { incoming?: unknown } | undefined;
  if (bound?.incoming === undefined) return '程序内部';
  return getConnInfo(context).remote.address ?? '未知地址';
}
