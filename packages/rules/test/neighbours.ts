import { applyEdits, type Disclosure, type JsonPointer, pointer, valueAt } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import { profileOfExample } from '../src/example.ts';
import { checkDisclosures } from '../src/index.ts';
import type { Rule } from '../src/rule.ts';

/**
 * The neighbours of a rule's examples: all that one small edit makes of them. What a rule says of them shows where its
 * bounds lie, on both sides of each.
 */

type Edit = Parameters<typeof applyEdits>[1][number];

/** So many neighbours of one example, taken evenly from all. */
const MOST = 300;

/** What may stand in the place of any words: targets, names, notes and slips as the field has them. */
const WORDS = [
  '≥100%',
  '2023年底前',
  '≤100万元',
  '1-2个',
  '长期',
  '50人次',
  '群众满意度',
  '任务完成率',
  '项目成本',
  '培训人次',
  '及时率',
  '村集体收入',
  '合计',
  '其中：示例一',
  'XXX',
  '与上年持平',
];

/** Every place in a disclosure where a value, a part or an element of a list stands; not what a reader adds. */
function placesOf(value: unknown, path: JsonPointer = ''): JsonPointer[] {
  if (/^\/(schema|source|provenance)$|\/kind$/.test(path)) return [];
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([step, one]) => placesOf(one, path + pointer(step)));
  return path === '' ? inner : [path, ...inner];
}

/** What a slip of the hand may do there. */
function editsAt(one: Disclosure, path: JsonPointer, nth: number): Edit[] {
  const from = valueAt(one, path);
  const gone: Edit = { path, from, to: undefined };
  if (typeof from === 'number') return [from + 1, from - 1, from * 10, 0].map((to) => ({ path, from, to }));
  if (typeof from === 'string')
    return [
      ...[
        '',
        `${from}0`,
        from.slice(0, -1),
        '≥0%',
        WORDS[(nth * 2) % WORDS.length]!,
        WORDS[(nth * 2 + 1) % WORDS.length]!,
      ].map((to) => ({ path, from, to })),
      gone,
    ];
  if (Array.isArray(from)) return [gone];
  const twice: Edit = { path, from: undefined, to: structuredClone(from) };
  return /\/\d+$/.test(path) ? [gone, twice] : [gone];
}

/** The disclosures one edit away, as far as they are disclosures; no more than `most`, taken evenly from all. */
export function neighboursOf(one: Disclosure, most = MOST): Disclosure[] {
  const all = placesOf(one).flatMap((path, nth) => editsAt(one, path, nth));
  const step = Math.max(1, all.length / most);
  const found: Disclosure[] = [];
  for (let i = 0; i < all.length; i += step) {
    const edited = applyEdits(one, [all[Math.floor(i)]!]);
    if (edited.ok && disclosureSchema.safeParse(edited.disclosure).success) found.push(edited.disclosure);
  }
  return found;
}

/** An example with one of its disclosures edited. */
export interface Neighbour {
  title: string;
  profile: ReturnType<typeof profileOfExample>;
  disclosures: readonly Disclosure[];
}

export function neighboursOfRule({ id, examples }: Rule, most?: number): Neighbour[] {
  return [...examples.wrong, ...examples.right].flatMap((example) =>
    example.disclosures.flatMap((one, at) =>
      neighboursOf(one, most).map((edited) => ({
        title: example.title,
        profile: profileOfExample(id, example),
        disclosures: example.disclosures.map((other, i) => (i === at ? edited : other)),
      })),
    ),
  );
}

/** What a rule says of neighbours: how many there are, of how many it reports something, and a digest of all it says. */
export function saidOf(rule: Rule, neighbours: readonly Neighbour[], rules: readonly Rule[]): string {
  // Sums are weighed together; what other rules find does not hang on others.
  const running = rule.kind === 'identity' ? rules.filter(({ kind }) => kind === 'identity') : [rule];
  let found = 0;
  let hash = 0;
  for (const { profile, disclosures } of neighbours) {
    const { documents } = checkDisclosures(disclosures, { rules: running, profile });
    const said = documents.flatMap(({ findings, unchecked }) => [
      ...findings.filter((finding) => finding.rule === rule.id).map(({ fingerprint: _, origins: __, ...rest }) => rest),
      ...unchecked.filter((one) => one.rule === rule.id),
    ]);
    if (said.length > 0) found++;
    const text = JSON.stringify(said);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return `${found} of ${neighbours.length}, ${hash.toString(16).padStart(8, '0')}`;
}
