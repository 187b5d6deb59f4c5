import type { UnitChange, UnitChanged, UnitDetail, UnitInfo, UnitList, UnitRequest } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Modal, Radio } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf, today } from '../format/day.ts';
import { ItemsSelect, SeatSelect } from '../people/place-select.tsx';
import { unitTreeQuery } from '../people/queries.ts';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { refreshOrganisation } from './queries.ts';
import { withBelow } from './tree.ts';
import { kindWords, unitLabel } from './words.ts';
import '../theme/data.css';

export type UnitChangeKind = 'below' | 'rename' | 'recode' | 'move' | 'kind' | 'merge' | 'split' | 'end';

const titles: Readonly<Record<UnitChangeKind, (name: string) => string>> = {
  below: (name) => `在${name}之下增加单位`,
  rename: (name) => `${name}更名`,
  recode: (name) => `变更${name}的代码`,
  move: (name) => `划转${name}`,
  kind: (name) => `变更${name}的类型`,
  merge: (name) => `合并${name}与其他单位`,
  split: (name) => `分立${name}`,
  end: (name) => `撤销${name}`,
};

const done: Readonly<Record<UnitChangeKind, string>> = {
  below: '已增加。',
  rename: '已更名。',
  recode: '代码已变更。',
  move: '已划转。',
  kind: '类型已变更。',
  merge: '已合并。',
  split: '已分立。',
  end: '已撤销。',
};

interface Field {
  name: string;
  code: string;
}

const blank: Field = { name: '', code: '' };
const codeOf = (code: string): string | null => (code.trim() === '' ? null : code.trim());

/** What one fills in, of whatever change it is. */
interface Draft {
  from: string;
  name: string;
  code: string;
  kind: UnitInfo['kind'];
  parent: string | undefined;
  authority: string | undefined;
  others: readonly string[];
  into: 'this' | 'new';
  parts: readonly (Field & { below: readonly string[] })[];
  keeps: boolean;
  basis: string;
  reason: string;
}

interface ChangeUnitProps {
  detail: UnitDetail;
  kind: UnitChangeKind;
  onClose: () => void;
  /** With the unit to be shown next. */
  onDone: (id: string) => void;
}

/** A change of a unit: from which day, by which document, and what it comes to, said before it is made. */
export function ChangeUnit({ detail, kind, onClose, onDone }: ChangeUnitProps): ReactNode {
  const { unit, version } = detail;
  const { data: tree } = useQuery(unitTreeQuery);
  const [draft, setDraft] = useState<Draft>({
    from: today(),
    name: kind === 'rename' ? unit.name : '',
    code: kind === 'recode' ? (unit.code ?? '') : '',
    kind: kind === 'kind' ? (unit.kind === 'unit' ? 'department' : 'unit') : 'unit',
    parent: unit.parent,
    authority: unit.authority,
    others: [],
    into: 'this',
    parts: kind === 'split' ? [{ ...blank, below: [] }] : [],
    keeps: true,
    basis: '',
    reason: '',
  });
  const set = (over: Partial<Draft>): void => setDraft({ ...draft, ...over });
  const [tried, setTried] = useState(false);
  const problem = problemOf(kind, draft, unit);
  const send = useMutation({
    mutationFn: () => {
      const request = requestOf(kind, draft, detail);
      return 'change' in request
        ? sendJson<UnitChanged>('POST', `/units/${encodeURIComponent(unit.id)}/changes`, { seen: version, ...request })
        : sendJson<UnitChanged>('POST', '/units', request);
    },
    onSuccess: (changed) => {
      refreshOrganisation();
      toast(done[kind]);
      onClose();
      onDone(changed.unit.id);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined && !send.isPending) send.mutate();
  };
  return (
    <Modal title={titles[kind](unit.name)} open onCancel={onClose} footer={null} width={560} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <Fields kind={kind} draft={draft} set={set} detail={detail} tree={tree} />
        <div className="field-row">
          <DayField label="从哪一天起" value={draft.from} onChange={(from) => set({ from })} />
          {kind !== 'end' && (
            <TextField label="文号（没有的不填）" value={draft.basis} onChange={(basis) => set({ basis })} />
          )}
        </div>
        <TextField label="原因（记入操作记录，可不填）" value={draft.reason} onChange={(reason) => set({ reason })} />
        {problem === undefined ? (
          <Consequences kind={kind} draft={draft} detail={detail} tree={tree} />
        ) : (
          tried && (
            <div className="form-problem" role="alert">
              <p>{problem}</p>
            </div>
          )
        )}
        <FormProblem error={send.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" danger={kind === 'end'} htmlType="submit" loading={send.isPending}>
            {kind === 'below' ? '增加' : kind === 'end' ? '撤销' : '变更'}
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}

interface FieldsProps {
  kind: UnitChangeKind;
  draft: Draft;
  set: (over: Partial<Draft>) => void;
  detail: UnitDetail;
  tree: UnitList | undefined;
}

function Fields({ kind, draft, set, detail, tree }: FieldsProps): ReactNode {
  const id = useId();
  const { unit } = detail;
  const units = tree?.units ?? [];
  const own = tree === undefined ? new Set([unit.id]) : withBelow(tree, unit.id);
  switch (kind) {
    case 'below':
      return (
        <>
          <NameAndCode value={draft} onChange={set} autoFocus />
          <Radio.Group
            aria-label="类型"
            value={draft.kind}
            options={(['unit', 'department'] as const).map((value) => ({ value, label: kindWords[value] }))}
            onChange={(event) => set({ kind: event.target.value === 'department' ? 'department' : 'unit' })}
          />
        </>
      );
    case 'rename':
      return <TextField label="新的名称" value={draft.name} onChange={(name) => set({ name })} autoFocus />;
    case 'recode':
      return (
        <TextField label="新的代码（没有的不填）" value={draft.code} onChange={(code) => set({ code })} autoFocus />
      );
    case 'kind':
      return (
        <Radio.Group
          aria-label="类型"
          value={draft.kind}
          options={(['department', 'unit'] as const).map((value) => ({ value, label: kindWords[value] }))}
          onChange={(event) => set({ kind: event.target.value === 'department' ? 'department' : 'unit' })}
        />
      );
    case 'move':
      return (
        <>
          <SeatSelect
            id={`${id}-parent`}
            label="新的上级单位"
            options={[{ id: '', name: '没有上级，直属财政部门' }, ...units.filter((one) => !own.has(one.id))]}
            value={draft.parent ?? ''}
            onChange={(parent) => set({ parent: parent === '' ? undefined : parent })}
          />
          {draft.parent === undefined && (
            <SeatSelect
              id={`${id}-authority`}
              label="财政部门"
              options={tree?.authorities ?? []}
              value={draft.authority}
              onChange={(authority) => set({ authority })}
            />
          )}
        </>
      );
    case 'merge':
      return (
        <>
          <ItemsSelect
            id={`${id}-others`}
            label="一并合并的其他单位"
            hint="它们的所属单位和项目一并归合并后的单位"
            options={units.filter((one) => one.id !== unit.id).map((one) => ({ value: one.id, label: unitLabel(one) }))}
            value={draft.others}
            onChange={(others) => set({ others })}
          />
          <Radio.Group
            aria-label="合并为"
            value={draft.into}
            options={[
              { value: 'this', label: `并入${unit.name}` },
              { value: 'new', label: '合并为新的单位' },
            ]}
            onChange={(event) => set({ into: event.target.value === 'new' ? 'new' : 'this' })}
          />
          {draft.into === 'new' && <NameAndCode value={draft} onChange={set} />}
        </>
      );
    case 'split':
      return <Parts draft={draft} set={set} detail={detail} />;
    case 'end':
      return null;
  }
}

interface NameAndCodeProps {
  value: Field;
  onChange: (over: Partial<Field>) => void;
  autoFocus?: boolean;
}

function NameAndCode({ value, onChange, autoFocus = false }: NameAndCodeProps): ReactNode {
  return (
    <div className="field-row">
      <TextField label="单位名称" value={value.name} onChange={(name) => onChange({ name })} autoFocus={autoFocus} />
      <TextField label="代码（没有的不填）" value={value.code} onChange={(code) => onChange({ code })} />
    </div>
  );
}

/** The units that come out of a split, with the units below that they take over. */
function Parts({ draft, set, detail }: Pick<FieldsProps, 'draft' | 'set' | 'detail'>): ReactNode {
  const id = useId();
  const { parts } = draft;
  const change = (at: number, over: Partial<Draft['parts'][number]>): void =>
    set({ parts: parts.map((part, index) => (index === at ? { ...part, ...over } : part)) });
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are only added and taken away at the end
        <fieldset key={at} className="unit-part">
          <legend>分立出的单位 {at + 1}</legend>
          <NameAndCode value={part} onChange={(over) => change(at, over)} autoFocus={at === 0} />
          {detail.below.length > 0 && (
            <ItemsSelect
              id={`${id}-${at}`}
              label="由它接管的所属单位"
              hint=""
              options={detail.below.map((one) => ({ value: one.id, label: one.name }))}
              value={part.below}
              onChange={(below) => change(at, { below })}
            />
          )}
        </fieldset>
      ))}
      <p className="unit-part-actions">
        <Button size="small" onClick={() => set({ parts: [...parts, { ...blank, below: [] }] })}>
          再加一个
        </Button>
        {parts.length > 1 && (
          <Button size="small" onClick={() => set({ parts: parts.slice(0, -1) })}>
            去掉最后一个
          </Button>
        )}
        <Checkbox checked={draft.keeps} onChange={(event) => set({ keeps: event.target.checked })}>
          {detail.unit.name}保留
        </Checkbox>
      </p>
    </>
  );
}

/** What is missing, if anything. */
function problemOf(kind: UnitChangeKind, draft: Draft, unit: UnitInfo): string | undefined {
  if (dayOf(draft.from) === undefined) return '填写从哪一天起，如 2026-01-01。';
  const named = draft.name.trim() !== '';
  if (kind === 'below' && !named) return '填写单位名称。';
  if (kind === 'rename' && (!named || draft.name.trim() === unit.name)) return '填写新的名称。';
  if (kind === 'recode' && codeOf(draft.code) === (unit.code ?? null)) return '填写新的代码。';
  if (kind === 'kind' && draft.kind === unit.kind) return '选择另一种类型。';
  if (kind === 'move' && draft.parent === unit.parent && draft.authority === unit.authority)
    return '选择新的上级单位。';
  if (kind === 'merge' && draft.others.length === 0) return '选择一并合并的单位。';
  if (kind === 'merge' && draft.into === 'new' && !named) return '填写合并后的单位名称。';
  if (kind === 'split' && draft.parts.some(({ name }) => name.trim() === '')) return '填写分立出的单位名称。';
  if (kind === 'split' && !draft.keeps && draft.parts.length < 2) return '原单位不保留的，至少分立为两个单位。';
  return undefined;
}

function requestOf(kind: UnitChangeKind, draft: Draft, { unit }: UnitDetail): UnitChange | UnitRequest {
  const words = {
    ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
    ...(draft.basis.trim() === '' ? {} : { basis: draft.basis.trim() }),
  };
  const from = dayOf(draft.from) ?? draft.from;
  const named = { name: draft.name.trim(), code: codeOf(draft.code) };
  switch (kind) {
    case 'below':
      return { ...named, kind: draft.kind, parent: unit.id, from, ...words };
    case 'rename':
      return { change: 'rename', name: named.name, from, ...words };
    case 'recode':
      return { change: 'recode', code: named.code, from, ...words };
    case 'kind':
      return { change: 'kind', kind: draft.kind, from, ...words };
    case 'move': {
      const authority =
        draft.parent === undefined && draft.authority !== undefined ? { authority: draft.authority } : {};
      return { change: 'move', parent: draft.parent ?? null, ...authority, from, ...words };
    }
    case 'merge': {
      const parent = unit.parent === undefined ? { authority: unit.authority } : { parent: unit.parent };
      const into = draft.into === 'new' ? { into: { ...named, kind: unit.kind, ...parent } } : {};
      return { change: 'merge', with: [...draft.others], ...into, from, ...words };
    }
    case 'split': {
      const into = draft.parts.map(({ name, code, below }) => ({
        name: name.trim(),
        code: codeOf(code),
        kind: unit.kind,
        below: [...below],
      }));
      return { change: 'split', into, keeps: draft.keeps, from, ...words };
    }
    case 'end': {
      const { basis: _basis, ...reason } = words;
      return { change: 'end', from, ...reason };
    }
  }
}

/** What it comes to: before it is done, not after. */
function Consequences({ kind, draft, detail, tree }: Omit<FieldsProps, 'set'>): ReactNode {
  const { unit, below, people, projectCount } = detail;
  const from = dayOf(draft.from) ?? draft.from;
  const count = tree === undefined ? below.length : withBelow(tree, unit.id).size - 1;
  const nameOf = (id: string | undefined) =>
    id === undefined ? '财政部门直属' : (tree?.units.find((one) => one.id === id)?.name ?? '所选单位');
  const lines: string[] = [];
  if (kind === 'below') lines.push(`${from} 起，“${draft.name.trim()}”设在“${unit.name}”之下。`);
  if (kind === 'rename')
    lines.push(`${from} 起：“${unit.name}” → “${draft.name.trim()}”。此前的文件、目标仍用原名称，仍属同一单位。`);
  if (kind === 'recode') lines.push(`${from} 起：代码 ${unit.code ?? '无'} → ${codeOf(draft.code) ?? '无'}。`);
  if (kind === 'kind') lines.push(`${from} 起：${kindWords[unit.kind]} → ${kindWords[draft.kind]}。`);
  if (kind === 'move') {
    lines.push(`${from} 起：上级由“${nameOf(unit.parent)}”改为“${nameOf(draft.parent)}”。`);
    if (count > 0) lines.push(`所属 ${count} 个单位随之划转。`);
  }
  if (kind === 'merge') {
    const names = draft.others.map((id) => `“${nameOf(id)}”`).join('、');
    lines.push(
      draft.into === 'this'
        ? `${from} 起，${names}并入“${unit.name}”，不再存在。`
        : `${from} 起，“${unit.name}”和${names}合并为“${draft.name.trim()}”，都不再存在。`,
    );
    lines.push('它们的所属单位和未结束的项目归合并后的单位；任职须先由安全管理员收回。');
  }
  if (kind === 'split') {
    lines.push(`${from} 起，分立出${draft.parts.map(({ name }) => `“${name.trim()}”`).join('、')}。`);
    lines.push(draft.keeps ? `“${unit.name}”保留。` : `“${unit.name}”不再存在；其所属单位须全部由新单位接管。`);
  }
  if (kind === 'end') {
    lines.push(`${from} 起，“${unit.name}”不再存在；以往的内容和记录保留。`);
    const left = [
      ...(count > 0 ? [`${count} 个所属单位`] : []),
      ...(people?.some(({ how }) => how === 'here') === true
        ? [`${people.filter(({ how }) => how === 'here').length} 项任职`]
        : []),
      ...(projectCount > 0 ? [`${projectCount} 个项目`] : []),
    ];
    if (left.length > 0) lines.push(`还有${left.join('、')}；未处理完的，不能撤销。`);
  }
  return (
    <div className="unit-consequences" role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
