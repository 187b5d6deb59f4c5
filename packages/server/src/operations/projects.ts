import { randomUUID } from 'node:crypto';
import {
  MOST_PROJECTS,
  projectChangeSchema,
  projectListSchema,
  projectRequestSchema,
  projectSchema,
} from '@jizhun/api';
import type { Change } from '@jizhun/store';
import { z } from 'zod';
import { badRequest, notFound } from '../http/problem.ts';
import { operation, type PersonServices } from '../operation.ts';
import { projectAnswer } from '../organisation/answer.ts';
import { applyChanges, seenBy } from '../organisation/change.ts';
import { onProject, readableProjects, unitSubject } from '../organisation/permitted.ts';
import { flag, idParams, limitOf, nextPage, pageEnd } from './parameters.ts';

const problems = {
  400: '请求的写法不对',
  404: '没有这个项目，或没有这个单位',
  412: '打开之后已有别人作了改动',
  422: '不能这样改：原因和办法见说明',
};

async function answer(id: string, { organisation }: Pick<PersonServices, 'organisation'>) {
  const project = await organisation.project(id);
  if (project === undefined) throw notFound('这个项目');
  return projectAnswer(project, await organisation.tree());
}

export const listProjects = operation({
  id: 'listProjects',
  method: 'get',
  path: '/projects',
  summary: '列出能够查看的项目，按名称',
  needs: { operation: 'project.read', among: true },
  query: z.object({
    search: z.string().max(200).optional().meta({ description: '名称或编码中的字' }),
    unit: z.uuid().toLowerCase().optional().meta({ description: '只列这个单位的' }),
    year: z
      .string()
      .regex(/^\d{4}$/)
      .transform(Number)
      .optional()
      .meta({ description: '只列这一年的' }),
    ended: flag.optional().meta({ description: '1：已结束的也列出' }),
    limit: limitOf(MOST_PROJECTS).default(100),
    after: pageEnd.optional(),
  }),
  answers: { 200: { description: '项目', schema: projectListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query, ...permit }, { organisation }) {
    const tree = await organisation.tree();
    const among = await readableProjects(permit, tree, organisation);
    const { rows, count, next } = await organisation.projects({ ...query, among });
    return {
      status: 200,
      json: { projects: rows.map((project) => projectAnswer(project, tree)), count, ...nextPage(next) },
    };
  },
});

export const getProject = operation({
  id: 'getProject',
  method: 'get',
  path: '/projects/{id}',
  summary: '一个项目',
  needs: onProject('project.read'),
  params: idParams,
  answers: { 200: { description: '项目', schema: projectSchema } },
  problems: { 404: '没有这个项目' },
  handle: async ({ params: { id } }, services) => ({ status: 200, json: await answer(id, services) }),
});

export const addProject = operation({
  id: 'addProject',
  method: 'post',
  path: '/projects',
  summary: '增加一个项目',
  needs: {
    operation: 'project.manage',
    missing: '这个单位',
    subject: async ({ body }, { organisation }) => unitSubject(body.unit, await organisation.tree()),
  },
  body: projectRequestSchema,
  answers: { 201: { description: '增加的项目', schema: projectSchema } },
  problems,
  async handle({ body: { reason, ...project }, by, principal }, services) {
    const id = randomUUID();
    const change: Change = { operation: 'project.add', id, reason, ...project };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await answer(id, services) };
  },
});

export const changeProject = operation({
  id: 'changeProject',
  method: 'patch',
  path: '/projects/{id}',
  summary: '修改、移交、结束、恢复一个项目',
  needs: onProject('project.manage'),
  params: idParams,
  body: projectChangeSchema,
  answers: { 200: { description: '修改后的项目', schema: projectSchema } },
  problems,
  async handle({ params: { id }, body, request, by, principal, demand }, services) {
    const { reason, seen: asked, ended, ...project } = body;
    const seen = await seenBy(request, asked, () => answer(id, services));
    if (ended !== undefined && Object.values(project).some((value) => value !== undefined)) {
      throw badRequest('“ended”不能与其他改动同时进行。', '请分两次进行。');
    }
    // Who hands a project over has to have a say at both units.
    if (project.unit !== undefined) {
      demand('project.manage', unitSubject(project.unit, await services.organisation.tree()), '这个单位');
    }
    const change: Change =
      ended === undefined
        ? { operation: 'project.change', id, reason, seen, ...project }
        : { operation: ended ? 'project.end' : 'project.resume', id, reason, seen };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 200, json: await answer(id, services) };
  },
});
