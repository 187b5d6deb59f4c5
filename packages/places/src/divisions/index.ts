import { DIVISIONS } from './data.ts';

/** 行政区划 of county level or above. */
export interface Division {
  /** Six digits, as in GB/T 2260: 320000, 320100, 320106. */
  adcode: string;
  name: string;
  level: 'province' | 'prefecture' | 'county';
  /** adcode of the province (for a prefecture) or of the prefecture or, where there is none, the province. */
  parent?: string;
}

let table: Map<string, Division> | undefined;
let named: Map<string, Division[]> | undefined;

/** All divisions by adcode; built on first use. */
function divisions(): Map<string, Division> {
  if (table) return table;
  table = new Map();
  for (const line of DIVISIONS.trim().split('\n')) {
    const [head = '', counties] = line.split(':');
    const [code = '', name = ''] = head.split(' ');
    const adcode = code.padEnd(6, '0');
    const province = `${code.slice(0, 2)}0000`;
    if (name) {
      table.set(
        adcode,
        code.length === 2
          ? { adcode, name, level: 'province' }
          : { adcode, name, level: 'prefecture', parent: province },
      );
    }
    for (const county of counties?.split(' ') ?? []) {
      const own = code + county.slice(0, 2);
      table.set(own, { adcode: own, name: county.slice(2), level: 'county', parent: name ? adcode : province });
    }
  }
  return table;
}

/** The division of an adcode, or undefined where the list has none. */
export function divisionOf(adcode: string): Division | undefined {
  return divisions().get(adcode);
}

/** The division and all that hold it, from the smallest to the province. Empty for an unknown adcode. */
export function divisionChain(adcode: string): Division[] {
  const chain: Division[] = [];
  for (let d = divisionOf(adcode); d; d = d.parent === undefined ? undefined : divisionOf(d.parent)) chain.push(d);
  return chain;
}

/** All divisions of exactly this full name (鼓楼区 has four). */
export function divisionsNamed(name: string): readonly Division[] {
  if (!named) {
    named = new Map();
    for (const d of divisions().values()) named.set(d.name, [...(named.get(d.name) ?? []), d]);
  }
  return named.get(name) ?? [];
}

/**
 * The name by which a person finds a division: a county with its prefecture before it (唐山市开平区), or with its
 * province where it has no prefecture (北京市朝阳区); all others by their own name.
 */
export function divisionTitle(adcode: string): string | undefined {
  const [own, above] = divisionChain(adcode);
  if (!own) return undefined;
  return own.level === 'county' && above ? above.name + own.name : own.name;
}
