import type { ChangeOf } from './changes.ts';
import { dayBefore, overlap } from './days.ts';
import { authorityOf, type Context, day, kept, requireAuthority, several, text, textOrNull } from './plan-common.ts';
import { Refusal } from './refusal.ts';
import { lastTerm } from './state.ts';
import type { Authority } from './types.ts';

function adcodeOf(value: string | null | undefined): string | null {
  const adcode = textOrNull(value, '行政区划代码');
  if (adcode !== null && !/^\d{6}$/.test(adcode)) {
    throw new Refusal('bad-value', `行政区划代码“${adcode}”不是六位数字。`, '请按国家统计局的六位代码填写，或留空。');
  }
  return adcode;
}

/** Refuses what contradicts the other authorities. */
function check(context: Context, authority: Authority): void {
  const { draft } = context;
  for (let above = authority.parent; above !== null; ) {
    if (above === authority.id) {
      throw new Refusal('cycle', `“${authority.name}”不能成为自己的下级。`, '请改选上级财政部门。');
    }
    const parent = authorityOf(context, above);
    if (above === authority.parent) requireAuthority(parent, authority, '上级财政部门');
    above = parent.parent;
  }
  for (const other of draft.authorities.values()) {
    if (other.id === authority.id || !overlap(other, authority)) continue;
    if (other.parent === authority.parent && other.name === authority.name) {
      throw new Refusal('name-taken', `同一上级之下已有“${authority.name}”。`, '请核对是否重复，或改用全称。');
    }
    if (authority.adcode !== null && other.adcode === authority.adcode) {
      throw new Refusal(
        'code-taken',
        `行政区划代码 ${authority.adcode} 已用于“${other.name}”。`,
        '请核对代码；没有自己的代码的，请留空。',
      );
    }
  }
}

export function addAuthority(context: Context, change: ChangeOf<'authority.add'>): void {
  const authority: Authority = {
    id: change.id,
    name: text(change.name, '财政部门名称'),
    parent: change.parent ?? null,
    adcode: adcodeOf(change.adcode),
    place: textOrNull(change.place, '地方配置'),
    from: day(change.from, '起始日期'),
    to: null,
  };
  check(context, authority);
  context.draft.authorities.set(authority.id, authority);
}

export function changeAuthority(context: Context, change: ChangeOf<'authority.change'>): void {
  const there = authorityOf(context, change.id);
  const authority: Authority = {
    ...there,
    name: change.name === undefined ? there.name : text(change.name, '财政部门名称'),
    parent: kept(change.parent, there.parent),
    adcode: change.adcode === undefined ? there.adcode : adcodeOf(change.adcode),
    place: change.place === undefined ? there.place : textOrNull(change.place, '地方配置'),
  };
  check(context, authority);
  context.draft.authorities.set(authority.id, authority);
}

export function endAuthority(context: Context, change: ChangeOf<'authority.end'>): void {
  const { draft } = context;
  const there = authorityOf(context, change.id);
  const from = day(change.from, '撤销日期');
  if (there.to !== null) {
    throw new Refusal('ended', `“${there.name}”已于 ${there.to} 终止。`, '不需要再撤销。');
  }
  if (from <= there.from) {
    throw new Refusal('too-early', `“${there.name}”自 ${there.from} 起才设立。`, '撤销日期应晚于这一天。');
  }
  const after = { from, to: null };
  const below = [...draft.authorities.values()].filter((one) => one.parent === there.id && overlap(one, after));
  if (below.length > 0) {
    throw new Refusal(
      'authorities-below',
      `“${there.name}”之下还有${several(
        below.map(({ name }) => name),
        '个财政部门',
      )}。`,
      '请先把它们划转到别的上级，或一并撤销。',
    );
  }
  const units = [...draft.units.values()].filter(({ terms }) =>
    terms.some((term) => term.authority === there.id && overlap(term, after)),
  );
  if (units.length > 0) {
    throw new Refusal(
      'units-below',
      `“${there.name}”还有${several(
        units.map((unit) => lastTerm(unit).name),
        '个单位',
      )}。`,
      '请先把它们划转到别的财政部门，或一并撤销。',
    );
  }
  const people = [...draft.assignments.values()].filter((one) => one.authority === there.id && overlap(one, after));
  if (people.length > 0) {
    throw new Refusal(
      'people-there',
      `“${there.name}”还有${several(
        people.map(({ person }) => draft.people.get(person)?.name ?? person),
        '人',
      )}任职到 ${from} 以后。`,
      '请先由安全管理员收回这些角色，或把它们的最后一天改到此前。',
    );
  }
  draft.authorities.set(there.id, { ...there, to: dayBefore(from) });
}
