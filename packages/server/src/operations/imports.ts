import {
  type ImportKind,
  importAccountsSchema,
  importAppliedSchema,
  importApplySchema,
  importKindSchema,
  importPreviewSchema,
  importSettingsSchema,
  passwordSheetSchema,
} from '@jizhun/api';
import { XLSX_MEDIA_TYPE } from '@jizhun/writer';
import { z } from 'zod';
import { createGate } from '../http/gate.ts';
import { cleanFileName, receive } from '../http/upload.ts';
import type { Importer } from '../import/imports.ts';
import {
  listFile,
  listFileName,
  listTemplate,
  passwordSheet,
  peopleLines,
  projectLines,
  unitLines,
} from '../import/lists.ts';
import { peopleNow, projectsNow, treeNow } from '../import/now.ts';
import { type Answer, operation, type Permit } from '../operation.ts';
import { mayTo, readableProjects } from '../organisation/permitted.ts';

/** Lists are small; what is larger is none. */
const LARGEST = 32 << 20;
/** So many files at a time are held in memory whole. */
const atOnce = createGate(2);
/** Accounts made by one request: each takes a tenth of a second for its password. */
const ACCOUNTS_AT_ONCE = 20;

const params = z.object({ id: z.uuid().toLowerCase().meta({ description: '导入的标识' }) });
const kindParams = z.object({ kind: importKindSchema });
/** Asked again for the kind of the list, as soon as that is known. */
const needs = { operation: 'unit.read', among: true } as const;

/** Lets in who may do at least a part of what such a list asks for. @throws ProblemError 403 */
function importerOf(kind: ImportKind, { principal, may, demand }: Permit): Importer {
  const powers = { people: may('person.manage'), roles: may('role.assign'), accounts: may('account.reset') };
  if (kind === 'units') demand('unit.manage', {}, '单位');
  if (kind === 'projects') demand('project.manage', {}, '项目');
  if (kind === 'people' && !powers.roles) demand('person.manage', {}, '人员');
  return { principal, powers };
}

export const importList = operation({
  id: 'importList',
  method: 'post',
  path: '/imports',
  summary: '交来一份单位、人员或项目的清单，先看将作何处理；什么都不改动',
  needs,
  query: z.object({
    kind: importKindSchema,
    name: z.string().min(1).max(1_000).meta({ description: '文件名，含扩展名' }),
  }),
  takesFile: true,
  answers: { 201: { description: '将作何处理', schema: importPreviewSchema } },
  problems: { 400: '没有写明种类、文件名，或没有传完', 413: '文件过大', 422: '文件不能打开，或其中没有清单' },
  async handle({ query: { kind, name }, request, ...permit }, { imports }) {
    const importer = importerOf(kind, permit);
    const file = cleanFileName(name);
    return atOnce(async () => {
      const bytes = await receive(request, LARGEST, file);
      return { status: 201, json: await imports.take(kind, file, bytes, importer) };
    });
  },
});

export const getImport = operation({
  id: 'getImport',
  method: 'get',
  path: '/imports/{id}',
  summary: '按现有的单位、人员、项目重新核对一份清单',
  needs,
  params,
  answers: { 200: { description: '将作何处理', schema: importPreviewSchema } },
  problems: { 404: '没有这份清单；清单保留一天' },
  async handle({ params: { id }, ...permit }, { imports }) {
    const importer = importerOf(await imports.kindOf(id, permit), permit);
    return { status: 200, json: await imports.preview(id, importer) };
  },
});

export const settleImport = operation({
  id: 'settleImport',
  method: 'put',
  path: '/imports/{id}',
  summary: '核定各列当作哪一项、从何日起、对各行的决定；未给出的不改变',
  needs,
  params,
  body: importSettingsSchema,
  answers: { 200: { description: '将作何处理', schema: importPreviewSchema } },
  problems: { 400: '写法不对', 404: '没有这份清单', 409: '已经导入', 422: '日期不对' },
  async handle({ params: { id }, body, ...permit }, { imports }) {
    const importer = importerOf(await imports.kindOf(id, permit), permit);
    return { status: 200, json: await imports.settle(id, body, importer) };
  },
});

export const applyImport = operation({
  id: 'applyImport',
  method: 'post',
  path: '/imports/{id}/apply',
  summary: '按预览导入：全部，或者一处也不',
  needs,
  params,
  body: importApplySchema,
  answers: { 200: { description: '已导入', schema: importAppliedSchema } },
  problems: {
    400: '写法不对',
    404: '没有这份清单',
    409: '已经导入；或预览之后内容已有变化',
    422: '还有错误、待决定的行，或没有可以导入的内容',
  },
  async handle({ params: { id }, body: { version }, by, ...permit }, { imports }) {
    const importer = importerOf(await imports.kindOf(id, permit), permit);
    return { status: 200, json: await imports.apply(id, version, importer, by) };
  },
});

export const createImportAccounts = operation({
  id: 'createImportAccounts',
  method: 'post',
  path: '/imports/{id}/accounts',
  summary: `为已导入的清单中写有登录名的人员开设账号，一次至多 ${ACCOUNTS_AT_ONCE} 个；一次性口令只在回答中出现一次`,
  needs: { operation: 'account.reset' },
  params,
  secret: true,
  answers: { 200: { description: '账号和一次性口令', schema: importAccountsSchema } },
  problems: { 404: '没有这份清单', 409: '还没有导入，或登录名已有人使用', 503: '同时登录的人太多' },
  async handle({ params: { id }, by, ...permit }, { imports, identity, tenant }) {
    const importer = importerOf('people', permit);
    const wishes = await imports.accounts(id, importer);
    const accounts = [];
    for (const { person, name, login } of wishes.slice(0, ACCOUNTS_AT_ONCE)) {
      const made = await identity.administration.create(tenant, { person, login, password: true }, by());
      if (made.password !== null) accounts.push({ person: name, login, password: made.password });
    }
    return { status: 200, json: { accounts, remaining: Math.max(0, wishes.length - ACCOUNTS_AT_ONCE) } };
  },
});

const workbook = (bytes: Uint8Array, name: string, tag: string): Answer => ({
  status: 200,
  file: {
    name,
    mediaType: XLSX_MEDIA_TYPE,
    byteCount: bytes.byteLength,
    tag,
    pieces: (async function* () {
      yield bytes;
    })(),
  },
});

export const writePasswordSheet = operation({
  id: 'writePasswordSheet',
  method: 'post',
  path: '/password-sheets',
  summary: '把刚才开设的账号和口令排成表格（xlsx）；服务不保存口令，也不知道所给的是否属实',
  needs: { operation: 'account.reset' },
  body: passwordSheetSchema,
  secret: true,
  answers: { 200: { description: '表格', mediaType: XLSX_MEDIA_TYPE } },
  problems: { 400: '写法不对' },
  async handle({ body: { accounts } }) {
    return workbook(await passwordSheet(accounts), '一次性口令.xlsx', `"${crypto.randomUUID()}"`);
  },
});

export const getListTemplate = operation({
  id: 'getListTemplate',
  method: 'get',
  path: '/list-templates/{kind}',
  summary: '下载空白的清单（xlsx）',
  needs: 'person',
  params: kindParams,
  answers: { 200: { description: '空白的清单', mediaType: XLSX_MEDIA_TYPE } },
  problems: {},
  async handle({ params: { kind } }, { version }) {
    return workbook(await listTemplate(kind), listFileName(kind, undefined), `"template-${kind}-${version}"`);
  },
});

export const exportList = operation({
  id: 'exportList',
  method: 'get',
  path: '/lists/{kind}',
  summary: '导出现有的单位、人员或项目（xlsx），写法与导入的清单相同',
  needs,
  params: kindParams,
  query: z.object({ day: z.iso.date().optional().meta({ description: '某一日的；不写的为今天' }) }),
  answers: { 200: { description: '清单', mediaType: XLSX_MEDIA_TYPE } },
  problems: { 400: '日期的写法不对' },
  async handle({ params: { kind }, query, ...permit }, { organisation, version }) {
    const day = query.day ?? organisation.today();
    const name = listFileName(kind, day);
    const tree = await organisation.tree(day);
    if (kind === 'units') {
      const lines = unitLines(await treeNow(organisation, day), mayTo('unit.read', permit, tree));
      return workbook(await listFile(kind, lines), name, `"units-${day}-${tree.revision}-${permit.principal.person}"`);
    }
    // Neither has a revision of its own.
    const tag = `"${kind}-${version}-${crypto.randomUUID()}"`;
    if (kind === 'people') {
      permit.demand('person.read', {}, '人员');
      return workbook(await listFile(kind, peopleLines(await peopleNow(organisation, day), day)), name, tag);
    }
    const readable = await readableProjects(permit, tree, organisation);
    const [units, projects] = [new Set(readable.units), new Set(readable.projects)];
    const now = await projectsNow(organisation, day);
    const lines = projectLines(now, ({ id, unit }) => units.has(unit) || projects.has(id));
    return workbook(await listFile(kind, lines), name, tag);
  },
});
