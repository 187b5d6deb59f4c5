/** Of what the trail may be asked alone, as the page says it. */
const only = {
  document: '一份文件',
  person: '一名人员',
  unit: '一个单位',
  project: '一个项目',
} as const;

/** What the address of the trail says: only what was done to one of these. */
export type AuditSearch = Partial<Record<keyof typeof only, string>>;

const kinds = Object.keys(only) as (keyof typeof only)[];

export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const search: AuditSearch = {};
  for (const kind of kinds) {
    const id = raw[kind];
    if (typeof id === 'string' && id !== '') search[kind] = id;
  }
  return search;
}

/** What is asked of alone, in words: 一个单位. */
export const onlyWord = (search: AuditSearch): string | undefined => {
  const kind = kinds.find((one) => search[one] !== undefined);
  return kind === undefined ? undefined : only[kind];
};
