import type { UnitChanged, UnitInfo, UnitList, UnitRequest } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Radio } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf, today } from '../format/day.ts';
import { SeatSelect } from '../people/place-select.tsx';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { refreshOrganisation } from './queries.ts';
import { kindWords } from './words.ts';
import '../theme/data.css';

interface AddUnitProps {
  tree: UnitList;
  onClose: () => void;
  onDone: (id: string) => void;
}

/** A new unit, under another one or right under a finance authority. */
export function AddUnit({ tree, onClose, onDone }: AddUnitProps): ReactNode {
  const id = useId();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<UnitInfo['kind']>('department');
  const [parent, setParent] = useState('');
  const [authority, setAuthority] = useState(tree.authorities.length === 1 ? tree.authorities[0]?.id : undefined);
  const [from, setFrom] = useState(today());
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: (body: UnitRequest) => sendJson<UnitChanged>('POST', '/units', body),
    onSuccess: ({ unit }) => {
      refreshOrganisation();
      toast(`已增加“${unit.name}”。`);
      onClose();
      onDone(unit.id);
    },
  });
  const problem =
    name.trim() === ''
      ? '填写单位名称。'
      : parent === '' && authority === undefined
        ? '选择财政部门。'
        : dayOf(from) === undefined
          ? '填写从哪一天起，如 2026-01-01。'
          : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem !== undefined || add.isPending) return;
    add.mutate({
      name: name.trim(),
      code: code.trim() === '' ? null : code.trim(),
      kind,
      from: dayOf(from) ?? from,
      ...(parent !== '' ? { parent } : authority === undefined ? {} : { authority }),
    });
  };
  return (
    <Modal title="增加单位" open onCancel={onClose} footer={null} width={520} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <div className="field-row">
          <TextField label="单位名称" value={name} onChange={setName} autoFocus />
          <TextField label="代码（没有的不填）" value={code} onChange={setCode} />
        </div>
        <SeatSelect
          id={`${id}-parent`}
          label="上级单位"
          options={[{ id: '', name: '没有上级，直属财政部门' }, ...tree.units]}
          value={parent}
          onChange={(next) => {
            setParent(next);
            setKind(next === '' ? 'department' : 'unit');
          }}
        />
        {parent === '' && (
          <SeatSelect
            id={`${id}-authority`}
            label="财政部门"
            options={tree.authorities}
            value={authority}
            onChange={setAuthority}
          />
        )}
        <Radio.Group
          aria-label="类型"
          value={kind}
          options={(['department', 'unit'] as const).map((value) => ({ value, label: kindWords[value] }))}
          onChange={(event) => setKind(event.target.value === 'department' ? 'department' : 'unit')}
        />
        <DayField label="从哪一天起" value={from} onChange={setFrom} />
        {tried && problem !== undefined && (
          <div className="form-problem" role="alert">
            <p>{problem}</p>
          </div>
        )}
        <FormProblem error={add.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            增加
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
