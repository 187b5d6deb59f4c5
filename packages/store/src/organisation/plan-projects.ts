import type { ChangeOf } from './changes.ts';
import { type Context, kept, nameOf, projectOf, text, textOrNull, unitOf } from './plan-common.ts';
import { Refusal } from './refusal.ts';
import { lastTerm } from './state.ts';
import type { Project } from './types.ts';

/** Refuses what contradicts other projects, or the unit. */
function check(context: Context, project: Project, unitIsNew: boolean): void {
  const { draft, today } = context;
  const { fromYear, toYear } = project;
  for (const year of [fromYear, toYear ?? fromYear]) {
    if (Number.isInteger(year) && year >= 1949 && year <= 2200) continue;
    throw new Refusal('bad-value', `“${project.name}”的年度“${year}”不对。`, '年度写作四位数字，如 2026。');
  }
  if (toYear !== null && toYear < fromYear) {
    throw new Refusal('bad-value', `“${project.name}”的结束年度 ${toYear} 早于起始年度 ${fromYear}。`, '请改正年度。');
  }
  if (unitIsNew) {
    const unit = unitOf(context, project.unit);
    const { to } = lastTerm(unit);
    if (to !== null && to < today) {
      throw new Refusal('ended', `单位“${nameOf(unit)}”已于 ${to} 终止。`, '请改选承担项目的单位。');
    }
  }
  if (project.code === null) return;
  for (const other of draft.projectsCoded(project.code)) {
    if (other.id !== project.id) {
      throw new Refusal('code-taken', `项目编码 ${project.code} 已用于“${other.name}”。`, '请核对编码。');
    }
  }
}

export function addProject(context: Context, change: ChangeOf<'project.add'>): void {
  const project: Project = {
    id: change.id,
    unit: change.unit,
    code: textOrNull(change.code, '项目编码'),
    name: text(change.name, '项目名称'),
    category: textOrNull(change.category, '项目类别'),
    fromYear: change.fromYear,
    toYear: change.toYear ?? null,
    createdAt: context.at,
    endedAt: null,
  };
  check(context, project, true);
  context.draft.projects.set(project.id, project);
}

export function changeProject(context: Context, change: ChangeOf<'project.change'>): void {
  const there = projectOf(context, change.id);
  const project: Project = {
    ...there,
    unit: change.unit ?? there.unit,
    code: change.code === undefined ? there.code : textOrNull(change.code, '项目编码'),
    name: change.name === undefined ? there.name : text(change.name, '项目名称'),
    category: change.category === undefined ? there.category : textOrNull(change.category, '项目类别'),
    fromYear: change.fromYear ?? there.fromYear,
    toYear: kept(change.toYear, there.toYear),
  };
  check(context, project, project.unit !== there.unit);
  context.draft.projects.set(project.id, project);
}

export function endProject(context: Context, change: ChangeOf<'project.end'>): void {
  const there = projectOf(context, change.id);
  if (there.endedAt !== null) throw new Refusal('ended', `项目“${there.name}”已经结束。`, '请刷新后再看。');
  context.draft.projects.set(there.id, { ...there, endedAt: context.at });
}

export function resumeProject(context: Context, change: ChangeOf<'project.resume'>): void {
  const there = projectOf(context, change.id);
  if (there.endedAt === null) throw new Refusal('unchanged', `项目“${there.name}”没有结束。`, '请刷新后再看。');
  const project: Project = { ...there, endedAt: null };
  check(context, project, true);
  context.draft.projects.set(project.id, project);
}
