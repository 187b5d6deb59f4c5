import type { Answer } from '../operation.ts';

/** A backup under a name that says when it was made. */
export function backupAnswer(at: Date, pieces: AsyncIterable<Uint8Array>): Answer {
  const moment = at.toISOString();
  const name = `绩准备份-${moment.slice(0, 19).replace('T', '-').replaceAll(':', '')}.sql.gz`;
  return { status: 200, file: { name, mediaType: 'application/gzip', tag: `"${moment}"`, pieces } };
}
