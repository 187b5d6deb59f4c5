import type { ProjectList, UnitList } from '@jizhun/api';
import type { Item } from '@jizhun/lifecycle';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { documentsQuery } from '../api/queries.ts';
import { useCan } from '../frame/me.ts';
import { unitTreeQuery } from './queries.ts';

interface Option {
  value: string;
  label: string;
}

const isKind = (text: string | undefined): text is Item['kind'] =>
  text === 'unit' || text === 'project' || text === 'document';

/** The main departments of an authority, of which a desk can be in charge. */
export function departmentsOf(tree: UnitList | undefined, authority: string | undefined): Option[] {
  return (tree?.units ?? [])
    .filter((unit) => unit.kind === 'department' && unit.authority === authority)
    .map(({ id, name, code }) => ({ value: `unit:${id}`, label: code === undefined ? name : `${code} ${name}` }));
}

/** What a form holds, as the interface takes it. */
export function itemsFrom(values: readonly string[]): Item[] {
  return values.flatMap((value) => {
    const [kind, id] = value.split(':');
    return isKind(kind) && id !== undefined ? [{ kind, id }] : [];
  });
}

/** Everything that may be given to a third party by whoever is at the page. */
export function useGiveable(wanted: boolean): Option[] {
  const seesProjects = useCan('project.read');
  const { data: tree } = useQuery({ ...unitTreeQuery, enabled: wanted });
  const { data: documents } = useQuery({ ...documentsQuery, enabled: wanted });
  const { data: projects } = useQuery({
    queryKey: ['projects', 'giveable'],
    queryFn: ({ signal }) => request<ProjectList>('/projects?limit=1000', { signal }),
    enabled: wanted && seesProjects,
  });
  return [
    ...(projects?.projects ?? []).map(({ id, name, unit }) => ({
      value: `project:${id}`,
      label: `项目：${name}（${unit.name}）`,
    })),
    ...(documents?.documents ?? []).map(({ id, name }) => ({ value: `document:${id}`, label: `文件：${name}` })),
    ...(tree?.units ?? []).map(({ id, name }) => ({ value: `unit:${id}`, label: `单位：${name}` })),
  ];
}
