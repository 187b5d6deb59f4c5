import { strToU8, zipSync } from 'fflate';
import type { Change, Ledger, OwnDocument } from './ledger.ts';
import { NoAnswer, type Person } from './person.ts';

/** A small sheet in which the rules find something, and a value that can be corrected. */
export const sheet = (name: string) =>
  `示例县2026年项目支出绩效目标表\n项目名称\t${name}\n年度资金总额\t100万元\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥120公里\n产出指标\t质量指标\t验收合格率\t≥95\n`;
/** Where its only quantity stands, and as what it is read. */
const PATH = '/goalSheets/0/indicators/0/targets/0/raw';
const READ = '≥120公里';

interface Detail {
  document: { id: string };
  corrections: { change: number; to: unknown; state: string }[];
  suppressions: { id: number; fingerprint: string }[];
  report: { findings: { fingerprint?: string }[] };
}

/** Asks for a change and writes it down; answers false where no answer came: then the client ends. */
const changing =
  (ledger: Ledger) =>
  async (
    document: OwnDocument | undefined,
    asked: Change,
    ask: () => ReturnType<Person['ask']>,
    adopt: (answer: Awaited<ReturnType<Person['ask']>> | undefined) => void,
  ): Promise<boolean> => {
    if (document !== undefined) ledger.touched.add(document);
    let answer: Awaited<ReturnType<Person['ask']>>;
    try {
      answer = await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      ledger.unsure.push({
        ...asked,
        adopt: () => adopt(undefined),
        ...(document === undefined ? {} : { document }),
      });
      return false;
    }
    if (answer.status >= 300) throw new Error(`${asked.operation}: ${answer.status} ${answer.text.slice(0, 500)}`);
    adopt(answer);
    ledger.acknowledged.push(asked);
    return true;
  };

/**
 * One client that makes changes one after another until it is stopped or gets no answer, and writes down each that was
 * acknowledged. `unique` gives names and figures that nothing else in the data has.
 */
export async function work(
  clerk: Person,
  ledger: Ledger,
  random: () => number,
  unique: () => number,
  signal: AbortSignal,
): Promise<void> {
  const own: OwnDocument[] = [];
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const change = changing(ledger);
  const steps: (() => Promise<boolean>)[] = [
    async () => {
      const name = `绩效-${unique()}.txt`;
      let added: OwnDocument | undefined;
      const here: Change = { operation: 'document.add', subject: '', mark: name };
      const done = await change(
        undefined,
        here,
        () => clerk.ask('POST', `/documents?name=${encodeURIComponent(name)}`, sheet(`示例项目${name}`)),
        (answer) => {
          const id = (answer?.json as { document: { id: string } } | undefined)?.document.id;
          // Not acknowledged, it belongs to nobody: only that it is whole is looked at.
          if (id === undefined) return;
          here.subject = id;
          added = {
            id,
            name,
            removed: false,
            corrections: new Map(),
            withdrawn: new Set(),
            suppressions: new Map(),
            ended: new Set(),
          };
        },
      );
      if (added !== undefined) {
        own.push(added);
        ledger.documents.push(added);
        ledger.touched.add(added);
      }
      return done;
    },
    async () => {
      const document = pick(own.filter(({ removed }) => !removed));
      if (document === undefined) return true;
      const to = `≥${unique()}公里`;
      return change(
        document,
        { operation: 'document.correct', subject: document.id, mark: `"${to}"`, afterwards: true },
        () =>
          clerk.ask('POST', `/documents/${document.id}/corrections`, {
            edits: [{ path: PATH, from: READ, to }],
            reason: '演练',
          }),
        (answer) => {
          const made = (answer?.json as Detail | undefined)?.corrections.find((one) => one.to === to);
          if (made !== undefined) document.corrections.set(made.change, to);
        },
      );
    },
    async () => {
      const document = pick(own.filter(({ removed }) => !removed));
      const number = document && pick([...document.corrections.keys()].filter((n) => !document.withdrawn.has(n)));
      if (document === undefined || number === undefined) return true;
      return change(
        document,
        { operation: 'document.withdraw-correction', subject: document.id, mark: `"change":${number},` },
        () => clerk.ask('DELETE', `/documents/${document.id}/corrections/${number}`),
        () => document.withdrawn.add(number),
      );
    },
    async () => {
      const document = pick(own.filter(({ removed }) => !removed));
      if (document === undefined) return true;
      const detail = (
        await clerk.ask('GET', `/documents/${document.id}`).catch((error: unknown) => {
          if (error instanceof NoAnswer) return undefined;
          throw error;
        })
      )?.json as Detail | undefined;
      if (detail === undefined) return false;
      const fingerprint = pick(detail.report.findings.flatMap((one) => one.fingerprint ?? []));
      if (fingerprint === undefined) return true;
      const reason = `核实无误，第 ${unique()} 号`;
      return change(
        document,
        { operation: 'document.suppress', subject: document.id, mark: reason },
        () => clerk.ask('POST', `/documents/${document.id}/suppressions`, { fingerprint, reason }),
        (answer) => {
          const made = (answer?.json as Detail | undefined)?.suppressions.findLast(
            (s) => s.fingerprint === fingerprint,
          );
          if (made !== undefined) document.suppressions.set(made.id, fingerprint);
        },
      );
    },
    async () => {
      const document = pick(own.filter(({ removed }) => !removed));
      const number = document && pick([...document.suppressions.keys()].filter((n) => !document.ended.has(n)));
      if (document === undefined || number === undefined) return true;
      return change(
        document,
        { operation: 'document.end-suppression', subject: document.id, mark: `"suppression":${number},` },
        () => clerk.ask('DELETE', `/documents/${document.id}/suppressions/${number}`),
        () => document.ended.add(number),
      );
    },
    async () => {
      const document = pick(own);
      if (document === undefined) return true;
      const { removed } = document;
      return change(
        document,
        {
          operation: removed ? 'document.restore' : 'document.remove',
          subject: document.id,
          mark: '',
        },
        () =>
          removed
            ? clerk.ask('POST', `/documents/${document.id}/restore`)
            : clerk.ask('DELETE', `/documents/${document.id}`),
        () => {
          document.removed = !removed;
        },
      );
    },
  ];
  const often = [0, 0, 1, 1, 1, 1, 2, 3, 3, 4, 5];
  while (!signal.aborted) {
    const step = steps[pick(often) ?? 0];
    if (step !== undefined && !(await step())) return;
  }
}

/** Who looks after the units: adds some and renames them, each time from a later day on. */
export async function reorganise(
  administrator: Person,
  ledger: Ledger,
  random: () => number,
  unique: () => number,
  signal: AbortSignal,
): Promise<void> {
  const change = changing(ledger);
  const { json } = await administrator.ask('GET', '/authorities');
  const authority = (json as { authorities: { id: string }[] }).authorities[0]?.id;
  while (!signal.aborted) {
    const unit = ledger.units[Math.floor(random() * ledger.units.length)];
    const name = `示例演练${unique()}局`;
    if (unit === undefined || random() < 0.3) {
      const here: Change = { operation: 'unit.add', subject: '', mark: `"${name}"` };
      const done = await change(
        undefined,
        here,
        () => administrator.ask('POST', '/units', { name, kind: 'department', authority, from: '2020-01-01' }),
        (answer) => {
          const id = (answer?.json as { unit: { id: string } } | undefined)?.unit.id;
          if (id === undefined) return;
          here.subject = id;
          ledger.units.push({ id, names: [name] });
        },
      );
      if (!done) return;
      continue;
    }
    const from = new Date(Date.UTC(2020, 0, 1 + unit.names.length)).toISOString().slice(0, 10);
    const done = await change(
      undefined,
      { operation: 'unit.change', subject: unit.id, mark: `"${name}"`, afterwards: true },
      () => administrator.ask('POST', `/units/${unit.id}/changes`, { change: 'rename', name, from }),
      (answer) => {
        if (answer !== undefined) unit.names.push(name);
      },
    );
    if (!done) return;
  }
}

/** Sends an archive, whose files are then taken in by a job, and does not wait for them. */
export async function sendArchive(clerk: Person, ledger: Ledger, unique: () => number, files: number): Promise<void> {
  const names = Array.from({ length: files }, () => `归档-${unique()}.txt`);
  const bytes = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(sheet(name))])));
  try {
    const heard = await clerk.askAndLeave(`/documents?name=${encodeURIComponent('归档.zip')}`, new Uint8Array(bytes));
    const { job } = JSON.parse(heard.split('\n')[0] ?? '') as { job: string };
    ledger.archives.push({ job, names });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
}
