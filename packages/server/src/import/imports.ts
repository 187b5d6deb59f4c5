import { createHash } from 'node:crypto';
import type { ImportApplied, ImportKind, ImportPreview, ImportSettings } from '@jizhun/api';
import type { Intake } from '@jizhun/intake';
import type { OpenedDocument } from '@jizhun/model';
import type { ImportList, ImportLists, Stamp } from '@jizhun/store';
import { createGate } from '../http/gate.ts';
import { ProblemError, refused } from '../http/problem.ts';
import type { Principal } from '../identity/principal.ts';
import { applyChanges } from '../organisation/change.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { isDay } from './dates.ts';
import type { AccountWish, PeoplePowers } from './plan-people.ts';
import { type ListContent, type ListSettings, type Prepared, prepare, settledMapping } from './prepare.ts';
import { recogniseAll } from './recognise.ts';
import { tablesOf } from './tables.ts';

/** How long a list that was handed in is kept. */
const KEPT_MS = 24 * 3_600_000;
/** A list of more rows is no list of a county any more. */
const MOST_ROWS = 50_000;

/** Who looks at a list, and what they may do. */
export interface Importer {
  principal: Principal;
  powers: PeoplePowers;
}

/** Lists of units, people and projects on their way in. */
export interface Imports {
  /** @throws ProblemError 422 where the file cannot be opened, or holds no table */
  take(kind: ImportKind, name: string, bytes: Uint8Array, importer: Importer): Promise<ImportPreview>;
  /** What kind of list it is. @throws ProblemError 404 */
  kindOf(id: string, importer: Pick<Importer, 'principal'>): Promise<ImportKind>;
  /** @throws ProblemError 404 */
  preview(id: string, importer: Importer): Promise<ImportPreview>;
  /** @throws ProblemError 404, 409 where it was applied already */
  settle(id: string, settings: ImportSettings, importer: Importer): Promise<ImportPreview>;
  /**
   * Makes everything that the preview showed, or nothing.
   *
   * @throws ProblemError 404; 409 where it was applied already, or is not what the preview showed any more; 422 where
   * something is in the way
   */
  apply(id: string, version: string, importer: Importer, by: (reason: string) => Stamp): Promise<ImportApplied>;
  /** Accounts that a list which was applied asks for, and that are not there yet. @throws ProblemError 404, 409 */
  accounts(id: string, importer: Importer): Promise<AccountWish[]>;
}

interface Parts {
  lists: ImportLists;
  organisation: Organisation;
  intake: Pick<Intake, 'open'>;
  newId(): string;
  now(): Date;
}

const noList = () =>
  new ProblemError(404, 'not-found', {
    title: '找不到',
    detail: '没有这份待导入的清单。',
    remedy: '清单保留一天；请重新选择文件。',
  });

const done = () =>
  new ProblemError(409, 'already-applied', {
    title: '已经导入',
    detail: '这份清单已经导入过。',
    remedy: '要再次核对，请重新选择文件；没有变化的不会重复导入。',
  });

export function createImports({ lists, organisation, intake, newId, now }: Parts): Imports {
  /** A list that is sent in twice at once is applied once: the second finds it done. */
  const oneAtATime = createGate(1);

  const load = async (id: string, person: string) => {
    const list = await lists.find(id, person, now());
    if (list === undefined) throw noList();
    return list;
  };

  const prepared = (list: ImportList, settings: ListSettings, { principal, powers }: Importer): Promise<Prepared> =>
    prepare({
      id: list.id,
      kind: list.kind,
      content: JSON.parse(list.content) as ListContent,
      settings,
      organisation,
      powers,
      person: principal.person,
      at: now(),
    });

  const shown = async (list: ImportList, settings: ListSettings, importer: Importer): Promise<ImportPreview> => {
    const { notices } = JSON.parse(list.content) as ListContent;
    const { choices } = settings;
    const preview = await prepared(list, settings, importer);
    return {
      id: list.id,
      kind: list.kind,
      fileName: list.fileName,
      createdAt: list.createdAt.toISOString(),
      expiresAt: list.expiresAt.toISOString(),
      appliedAt: list.appliedAt?.toISOString() ?? null,
      notices,
      ...choices,
      end: [...choices.end],
      decisions: { ...choices.decisions },
      ...preview.shown,
    };
  };

  return {
    async take(kind, name, bytes, importer) {
      const result = await intake.open(bytes, name);
      if (!result.ok) throw refused(result.refusal);
      const document = JSON.parse(result.json) as OpenedDocument;
      const tables = tablesOf(document);
      if (tables.length === 0)
        throw new ProblemError(422, 'no-table', {
          title: '没有读到清单',
          detail: `“${name}”中没有表格。`,
          remedy: '请选择含有清单的表格文件（xlsx、xls、csv、docx）；可先下载空白模板。',
          fileName: name,
        });
      const count = tables.reduce((sum, { rows }) => sum + rows.length, 0);
      if (count > MOST_ROWS)
        throw new ProblemError(422, 'too-large', {
          title: '清单过长',
          detail: `“${name}”有 ${count} 行，超过 ${MOST_ROWS} 行的上限。`,
          remedy: '请分成几份清单，逐份导入。',
          fileName: name,
        });
      const notices = document.notices.map(({ part, message }) => (part === '' ? message : `${part}：${message}`));
      const settings: ListSettings = {
        mappings: recogniseAll(kind, tables),
        choices: { day: organisation.today(), authority: null, decisions: {}, leaveOutErrors: false, end: [] },
      };
      const createdAt = now();
      const list: ImportList = {
        id: newId(),
        kind,
        fileName: name,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        content: JSON.stringify({ tables, notices } satisfies ListContent),
        settings: JSON.stringify(settings),
        person: importer.principal.person,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + KEPT_MS),
        appliedAt: null,
      };
      await lists.add(list);
      return shown(list, settings, importer);
    },

    async kindOf(id, { principal }) {
      return (await load(id, principal.person)).kind;
    },

    async preview(id, importer) {
      const list = await load(id, importer.principal.person);
      return shown(list, JSON.parse(list.settings) as ListSettings, importer);
    },

    async settle(id, { tables, ...choices }, importer) {
      const list = await load(id, importer.principal.person);
      if (list.appliedAt !== null) throw done();
      const before = JSON.parse(list.settings) as ListSettings;
      if (choices.day !== undefined && !isDay(choices.day))
        throw new ProblemError(422, 'bad-day', {
          title: '日期不对',
          detail: `没有“${choices.day}”这一天。`,
          remedy: '请选择日历上的日期。',
        });
      const mappings = [...before.mappings];
      for (const table of tables ?? [])
        if (table.table < mappings.length) mappings[table.table] = settledMapping(list.kind, table);
      const said = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
      // Other columns make other rows: what was decided about the old ones says nothing about them.
      const decisions = tables !== undefined && choices.decisions === undefined ? { decisions: {} } : {};
      const settings: ListSettings = { mappings, choices: { ...before.choices, ...decisions, ...said } };
      await lists.settle(id, JSON.stringify(settings));
      return shown(list, settings, importer);
    },

    apply: (id, version, importer, by) =>
      oneAtATime(async () => {
        const list = await load(id, importer.principal.person);
        if (list.appliedAt !== null) throw done();
        const plan = await prepared(list, JSON.parse(list.settings) as ListSettings, importer);
        if (plan.shown.version !== version)
          throw new ProblemError(409, 'preview-outdated', {
            title: '内容已有变化，没有导入',
            detail: '预览之后，单位、人员、项目或所作的决定已有变化。',
            remedy: '已按现在的内容重新核对，请再看一遍后导入。',
          });
        if (!plan.shown.ready)
          throw new ProblemError(422, 'not-ready', {
            title: '还不能导入',
            detail: '清单中还有错误或待决定的行，或没有可以导入的内容。',
            remedy: '请逐行处理，或选择有错的行不导入。',
          });
        const stamp = by(`导入清单“${list.fileName}”`);
        const { counts } = plan.shown;
        if (plan.changes.length > 0) await applyChanges(organisation, plan.changes, stamp, importer.principal);
        await lists.applied(list, { counts }, stamp);
        return { counts, accounts: plan.accounts.length };
      }),

    async accounts(id, importer) {
      const list = await load(id, importer.principal.person);
      if (list.appliedAt === null)
        throw new ProblemError(409, 'not-applied', {
          title: '还没有导入',
          detail: '这份清单还没有导入，不能开设账号。',
          remedy: '请先导入。',
        });
      return (await prepared(list, JSON.parse(list.settings) as ListSettings, importer)).accounts;
    },
  };
}
