import { IMPORT_FIELDS, type ImportKind, importFields } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import { type ListColumn, type ListSheet, listWorkbook } from '@jizhun/writer';
import type { PeopleNow } from './plan-people.ts';
import type { ProjectNow, ProjectsNow } from './plan-projects.ts';
import type { TreeNow } from './tree.ts';

const NAMES: Readonly<Record<ImportKind, string>> = { units: '单位', people: '人员', projects: '项目' };
const WIDE = new Set(['name', 'parent', 'unit', 'role', 'inCharge']);
const CHOICES: Readonly<Record<string, readonly string[]>> = { kind: ['主管部门', '基层单位'] };

/** The columns of our own lists: 起止年度 is for the lists of others. */
const fieldsOf = (kind: ImportKind) => importFields(kind).filter(({ field }) => field !== 'years');

const columnsOf = (kind: ImportKind): ListColumn[] =>
  fieldsOf(kind).map(({ field, name }) => ({
    name,
    width: WIDE.has(field) ? 28 : 14,
    ...(CHOICES[field] === undefined ? {} : { values: CHOICES[field] }),
  }));

type Line = Partial<Record<string, string | null>>;

function sheetOf(kind: ImportKind, lines: readonly Line[], note?: string): ListSheet {
  const fields = fieldsOf(kind).map(({ field }) => field);
  return {
    name: NAMES[kind],
    columns: columnsOf(kind),
    rows: lines.map((line) => fields.map((field) => line[field] ?? null)),
    ...(note === undefined ? {} : { note }),
  };
}

/** An empty list of a kind, with a word on every column. */
export function listTemplate(kind: ImportKind): Promise<Uint8Array> {
  const facts: Readonly<Record<string, { name: string; required?: boolean; hint?: string }>> = IMPORT_FIELDS[kind];
  const words = fieldsOf(kind).map(({ field, name }) => {
    const { required, hint } = facts[field] ?? {};
    return `${name}：${required === true ? '必填。' : ''}${hint ?? ''}`;
  });
  const note = [`${NAMES[kind]}清单填写说明（从下面的表头之后逐行填写；本系统严禁录入、存储国家秘密）`, ...words].join(
    '\n',
  );
  return listWorkbook(`${NAMES[kind]}清单模板`, [sheetOf(kind, [], note)]);
}

/** What lists are called when they are saved. */
export const listFileName = (kind: ImportKind, day: string | undefined): string =>
  day === undefined ? `${NAMES[kind]}清单模板.xlsx` : `${NAMES[kind]}清单（${day}）.xlsx`;

/** The units of a day as a list that changes nothing when it is imported. */
export function unitLines({ units, authorities }: TreeNow, shown: (unit: string) => boolean = () => true): Line[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const authorityName = new Map(authorities.map(({ id, name }) => [id, name]));
  return units
    .filter(({ id }) => shown(id))
    .map(({ code, name, parent, kind, authority, from }) => ({
      code,
      name,
      parentCode: parent === null ? null : (byId.get(parent)?.code ?? null),
      parent: parent === null ? null : (byId.get(parent)?.name ?? null),
      kind: kind === 'department' ? '主管部门' : '基层单位',
      authority: authorityName.get(authority) ?? null,
      from,
    }));
}

/** People with the roles that they hold on the day or will hold, a role a line. */
export function peopleLines({ tree, people }: PeopleNow, day: string): Line[] {
  const units = new Map(tree.units.map((unit) => [unit.id, unit]));
  const authorities = new Map(tree.authorities.map((authority) => [authority.id, authority.name]));
  return people
    .filter(({ ended }) => !ended)
    .flatMap(({ name, staff, login, roles }) => {
      const who = { staff, name, login };
      const held = roles.filter(({ to }) => to === null || to >= day);
      if (held.length === 0) return [who];
      return held.map(({ role, unit, authority, from, to, inCharge }) => {
        const at = unit === null ? undefined : units.get(unit);
        return {
          ...who,
          unitCode: at?.code ?? null,
          unit: at?.name ?? (authority === null ? null : (authorities.get(authority) ?? null)),
          role: ROLES[role].name,
          inCharge:
            inCharge.length === 0 ? null : inCharge.map((id) => units.get(id)?.code ?? units.get(id)?.name).join('、'),
          from,
          to,
        };
      });
    });
}

/** Projects that go on. */
export function projectLines(
  { tree, projects }: ProjectsNow,
  shown: (project: ProjectNow) => boolean = () => true,
): Line[] {
  const units = new Map(tree.units.map((unit) => [unit.id, unit]));
  return projects
    .filter((project) => !project.ended && shown(project))
    .map(({ code, name, category, unit, fromYear, toYear }) => ({
      code,
      name,
      category,
      unitCode: units.get(unit)?.code ?? null,
      unit: units.get(unit)?.name ?? null,
      fromYear: String(fromYear),
      toYear: toYear === null ? null : String(toYear),
    }));
}

/** A list as xlsx, in the shape in which it can be imported. */
export const listFile = (kind: ImportKind, lines: readonly Line[]): Promise<Uint8Array> =>
  listWorkbook(`${NAMES[kind]}清单`, [sheetOf(kind, lines)]);

/** Accounts with their one-time passwords, to be handed out. */
export const passwordSheet = (
  accounts: readonly { person: string; login: string; password: string }[],
): Promise<Uint8Array> =>
  listWorkbook('一次性口令', [
    {
      name: '一次性口令',
      note: '一次性口令，登录后须立即更改；请当面或用可靠的方式交给本人，交付后销毁本表',
      columns: ['姓名', '登录名', '一次性口令'].map((name) => ({ name, width: 24 })),
      rows: accounts.map(({ person, login, password }) => [person, login, password]),
    },
  ]);
