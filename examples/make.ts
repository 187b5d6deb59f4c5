/**
 * Writes the example documents beside this file: `npm run examples`. Everything in them is invented; the same bytes come
 * out on every run. Which slips are in which file says expected.json (for machines) and README.md (for people).
 */
import { writeFileSync } from 'node:fs';
import { guangzhou } from './guangzhou.ts';
import { jiangsu } from './jiangsu.ts';
import { jieyang } from './jieyang.ts';
import { kaiping } from './kaiping.ts';
import type { Example } from './paper.ts';
import { pingluo } from './pingluo.ts';
import { writeDocx } from './write-docx.ts';
import { writeText } from './write-text.ts';
import { writeXlsx } from './write-xlsx.ts';

export const examples: readonly Example[] = [jiangsu, ...jieyang, ...kaiping, ...guangzhou, pingluo];

/** An example's bytes, in the format that its file name ends with. */
export async function write(example: Example): Promise<Uint8Array> {
  if (example.file.endsWith('.docx')) return writeDocx(example);
  if (example.file.endsWith('.xlsx')) return writeXlsx(example);
  return writeText(example);
}

if (import.meta.main) {
  for (const example of examples) {
    const bytes = await write(example);
    writeFileSync(new URL(encodeURIComponent(example.file), import.meta.url), bytes);
    process.stdout.write(`${example.file} ${bytes.length} 字节\n`);
  }
}
