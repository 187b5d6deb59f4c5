import type { ProjectChange, ProjectInfo, ProjectRequest, UnitList } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { today } from '../format/day.ts';
import { SeatSelect } from '../people/place-select.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { refreshOrganisation } from './queries.ts';
import '../theme/data.css';

interface ProjectFormProps {
  tree: UnitList | undefined;
  /** The one to be changed; left out for a new one. */
  project?: ProjectInfo;
  /** The unit of a new one, where it is known. */
  unit?: string | undefined;
  onClose: () => void;
}

const year = (text: string): number | undefined =>
  /^(19[5-9]|20|21)\d\d$|^2200$/.test(text.trim()) ? Number(text) : undefined;
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A project: what it is called, whose it is, from which to which year. */
export function ProjectForm({ tree, project, unit: known, onClose }: ProjectFormProps): ReactNode {
  const id = useId();
  const [name, setName] = useState(project?.name ?? '');
  const [code, setCode] = useState(project?.code ?? '');
  const [category, setCategory] = useState(project?.category ?? '');
  const [unit, setUnit] = useState(project?.unit.id ?? known);
  const [from, setFrom] = useState(String(project?.fromYear ?? today().slice(0, 4)));
  const [to, setTo] = useState(project?.toYear == null ? '' : String(project.toYear));
  const [tried, setTried] = useState(false);
  const said = project === undefined ? '项目已增加。' : '已保存。';
  const finish = (words: string): void => {
    refreshOrganisation();
    toast(words);
    onClose();
  };
  const save = useMutation({
    mutationFn: (body: ProjectRequest) =>
      project === undefined
        ? sendJson<ProjectInfo>('POST', '/projects', body)
        : sendJson<ProjectInfo>('PATCH', `/projects/${encodeURIComponent(project.id)}`, {
            seen: project.version,
            ...body,
          } satisfies ProjectChange),
    onSuccess: () => finish(said),
  });
  const end = useMutation({
    mutationFn: (ended: boolean) =>
      sendJson<ProjectInfo>('PATCH', `/projects/${encodeURIComponent(project?.id ?? '')}`, {
        seen: project?.version,
        ended,
      } satisfies ProjectChange),
    onSuccess: (_, ended) => finish(ended ? '项目已结束。' : '项目已恢复。'),
  });
  const [first, last] = [year(from), to.trim() === '' ? null : year(to)];
  const problem =
    name.trim() === ''
      ? '填写项目名称。'
      : unit === undefined
        ? '选择单位。'
        : first === undefined
          ? '起始年度写作 2026。'
          : last === undefined
            ? '截止年度写作 2026，未定的不填。'
            : last !== null && last < first
              ? '截止年度不能早于起始年度。'
              : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem !== undefined || unit === undefined || first === undefined || last === undefined || save.isPending)
      return;
    save.mutate({
      name: name.trim(),
      code: textOrNull(code),
      category: textOrNull(category),
      unit,
      fromYear: first,
      toYear: last,
    });
  };
  const units = tree?.units ?? (project === undefined ? [] : [project.unit]);
  return (
    <Modal
      title={project === undefined ? '增加项目' : `修改${project.name}`}
      open
      onCancel={onClose}
      footer={null}
      width={520}
      destroyOnHidden
    >
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField label="项目名称" value={name} onChange={setName} autoFocus />
        <SeatSelect id={`${id}-unit`} label="单位" options={units} value={unit} onChange={setUnit} />
        <div className="field-row">
          <TextField label="项目编码（没有的不填）" value={code} onChange={setCode} />
          <TextField label="项目类别（没有的不填）" value={category} onChange={setCategory} />
        </div>
        <div className="field-row">
          <TextField label="起始年度" value={from} onChange={setFrom} />
          <TextField label="截止年度（未定的不填）" value={to} onChange={setTo} />
        </div>
        {tried && problem !== undefined && (
          <div className="form-problem" role="alert">
            <p>{problem}</p>
          </div>
        )}
        <FormProblem error={save.error ?? end.error} />
        <p className="dialog-actions">
          {project !== undefined && (
            <Button
              danger={project.endedAt === null}
              loading={end.isPending}
              onClick={() => end.mutate(project.endedAt === null)}
            >
              {project.endedAt === null ? '结束项目' : '恢复项目'}
            </Button>
          )}
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {project === undefined ? '增加' : '保存'}
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
