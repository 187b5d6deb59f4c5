import type { AssignmentChange, AssignmentInfo } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf } from '../format/day.ts';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { departmentsOf, itemsFrom, useGiveable } from './items.ts';
import { ItemsSelect } from './place-select.tsx';
import { refreshPeople, unitTreeQuery } from './queries.ts';
import { assignmentPlace, assignmentTitle } from './words.ts';

/** Changes until when a role holds, and for what. */
export function ChangeRole({ assignment, onClose }: { assignment: AssignmentInfo; onClose: () => void }): ReactNode {
  const id = useId();
  const { role } = assignment;
  const desk = role === 'finance-desk';
  const third = role === 'third-party';
  const { data: tree } = useQuery({ ...unitTreeQuery, enabled: desk });
  const giveable = useGiveable(third);
  const [to, setTo] = useState(assignment.to ?? '');
  const [items, setItems] = useState<readonly string[]>(assignment.items.map((item) => `${item.kind}:${item.id}`));
  const [reason, setReason] = useState('');
  const change = useMutation({
    mutationFn: (body: AssignmentChange) => sendJson<AssignmentInfo>('PATCH', `/assignments/${assignment.id}`, body),
    onSuccess: () => {
      refreshPeople();
      toast(`已更改${assignment.person.name}的“${assignmentTitle(assignment)}”。`);
      onClose();
    },
  });
  // What cannot be chosen any more keeps its name.
  const kept = assignment.items.map((item) => ({
    value: `${item.kind}:${item.id}`,
    label: item.name ?? '已不存在的事项',
  }));
  const options = desk ? departmentsOf(tree, assignment.authority?.id) : giveable;
  const known = new Set(options.map(({ value }) => value));
  const all = [...options, ...kept.filter(({ value }) => !known.has(value))];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const day = dayOf(to);
    if ((to !== '' && day === undefined) || change.isPending) return;
    change.mutate({
      to: day ?? null,
      ...(desk || third ? { items: itemsFrom(items) } : {}),
      seen: assignment.version,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };
  return (
    <Modal title="更改角色" open onCancel={onClose} footer={null} width={480} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <p className="dialog-lead">
          {assignment.person.name}：{assignmentTitle(assignment)}，{assignmentPlace(assignment)}，从 {assignment.from}{' '}
          起
        </p>
        {(desk || third) && (
          <ItemsSelect
            id={`${id}-items`}
            label={desk ? '对口的主管部门' : '分派的事项'}
            hint=""
            options={all}
            value={items}
            onChange={setItems}
          />
        )}
        <DayField label={third ? '最后一天' : '最后一天（未定的不填）'} value={to} onChange={setTo} />
        <TextField label="原因（记入操作记录，可不填）" value={reason} onChange={setReason} />
        <FormProblem error={change.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            保存
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
