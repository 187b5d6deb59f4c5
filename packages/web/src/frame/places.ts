import type { Me } from '@jizhun/api';
import type { Operation } from '@jizhun/lifecycle';
import type { IconName } from '../shared/icons.tsx';

/** A page of the navigation, and what a person has to be able to do for it to be of use. */
export interface Place {
  to:
    | '/'
    | '/documents'
    | '/units'
    | '/projects'
    | '/people'
    | '/permissions'
    | '/jobs'
    | '/audit'
    | '/rules'
    | '/interface'
    | '/running'
    | '/settings';
  title: string;
  icon: IconName;
  /** Any of these; left out: everyone. */
  needs?: readonly Operation[];
}

/**
 * The navigation, in groups. `goal.read` stands for the business itself: administrators read examples of documents, but
 * have no work there.
 */
const groups: readonly (readonly Place[])[] = [
  [{ to: '/', title: '首页', icon: 'home' }],
  [
    { to: '/documents', title: '文件', icon: 'file', needs: ['goal.read'] },
    { to: '/rules', title: '规则', icon: 'rules', needs: ['goal.read', 'form.manage'] },
  ],
  [
    { to: '/units', title: '单位', icon: 'tree', needs: ['unit.read'] },
    { to: '/projects', title: '项目', icon: 'project', needs: ['project.read'] },
    { to: '/people', title: '人员', icon: 'people', needs: ['person.read'] },
    { to: '/permissions', title: '权限', icon: 'matrix', needs: ['role.assign', 'audit.read', 'system.read'] },
  ],
  [
    { to: '/jobs', title: '任务', icon: 'retry', needs: ['job.read'] },
    { to: '/audit', title: '记录', icon: 'list', needs: ['audit.read'] },
    { to: '/interface', title: '接口', icon: 'link', needs: ['token.issue', 'system.webhooks', 'role.assign'] },
    { to: '/running', title: '运行', icon: 'running', needs: ['system.read'] },
    { to: '/settings', title: '设置', icon: 'settings', needs: ['policy.manage'] },
  ],
];

/** The pages that are of use to this person, in groups. */
export function placesFor(can: Me['can']): Place[][] {
  const may = new Set(can);
  return groups
    .map((group) => group.filter(({ needs }) => needs === undefined || needs.some((operation) => may.has(operation))))
    .filter((group) => group.length > 0);
}
