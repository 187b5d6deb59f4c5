import type { AssignmentInfo, AssignmentRequest, PersonInfo } from '@jizhun/api';
import { conflictOf, ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf, today } from '../format/day.ts';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { besideSelect } from '../shared/select.ts';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { departmentsOf, itemsFrom, useGiveable } from './items.ts';
import { ItemsSelect, SeatSelect } from './place-select.tsx';
import { refreshPeople, unitTreeQuery } from './queries.ts';

/** Gives a person a role at a place for a period; what nobody may be at the same time is said before. */
export function GiveRole({ person, onClose }: { person: PersonInfo; onClose: () => void }): ReactNode {
  const id = useId();
  const { data: tree } = useQuery(unitTreeQuery);
  const [role, setRole] = useState<Role>();
  const [place, setPlace] = useState<string>();
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const [items, setItems] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const give = useMutation({
    mutationFn: (body: AssignmentRequest) =>
      sendJson<AssignmentInfo>('POST', `/people/${encodeURIComponent(person.id)}/assignments`, body),
    onSuccess: () => {
      refreshPeople();
      toast(`已授予${person.name}“${role === undefined ? '' : ROLES[role].name}”。`);
      onClose();
    },
  });

  const seat = role === undefined ? undefined : ROLES[role].seat;
  const held = person.assignments.filter(({ state }) => state !== 'over').map((one) => one.role);
  const conflict = role === undefined ? undefined : conflictOf(held, role);
  const giveable = useGiveable(role === 'third-party');
  const firstDay = dayOf(from);
  const lastDay = dayOf(to);
  const problems = [
    ...(role === undefined ? ['选择角色。'] : []),
    ...(seat === 'unit' && place === undefined ? ['选择单位。'] : []),
    ...(seat === 'authority' && place === undefined ? ['选择财政部门。'] : []),
    ...(firstDay === undefined ? ['从哪一天起，写成 2026-12-31 这样。'] : []),
    ...(to !== '' && lastDay === undefined ? ['最后一天，写成 2026-12-31 这样。'] : []),
    ...(firstDay !== undefined && lastDay !== undefined && lastDay < firstDay ? ['最后一天不能早于第一天。'] : []),
    ...(role === 'third-party' && to === '' ? ['第三方/专家须有最后一天。'] : []),
    ...(role === 'third-party' && items.length === 0 ? ['选择分派的事项。'] : []),
  ];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (role === undefined || firstDay === undefined || problems.length > 0 || conflict !== undefined || give.isPending)
      return;
    give.mutate({
      role,
      unit: seat === 'unit' ? (place ?? null) : null,
      authority: seat === 'authority' ? (place ?? null) : null,
      from: firstDay,
      to: lastDay ?? null,
      items: itemsFrom(items),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };

  return (
    <Modal title={`授予${person.name}角色`} open onCancel={onClose} footer={null} width={520} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <p className="field">
          <label htmlFor={`${id}-role`}>角色</label>
          <Select<Role>
            id={`${id}-role`}
            aria-label="角色"
            autoFocus
            {...(role === undefined ? {} : { value: role })}
            placeholder="选择角色"
            options={roleNames.map((name) => ({ value: name, label: ROLES[name].name }))}
            onChange={(next) => {
              setRole(next);
              setPlace(undefined);
              setItems([]);
            }}
            getPopupContainer={besideSelect}
            listHeight={320}
          />
          <small className="field-hint">{role === undefined ? '' : ROLES[role].duty}</small>
        </p>
        {conflict !== undefined && (
          <div className="form-problem" role="alert">
            <p>
              <b>不能兼任</b>
            </p>
            <p>
              {person.name}现任或将任“{conflict.roles.filter((one) => one !== role).map((one) => ROLES[one].name)}
              ”，不能同时担任“{role === undefined ? '' : ROLES[role].name}”。
            </p>
            <p>依据：{conflict.basis}。先收回原有的角色，再授予。</p>
          </div>
        )}
        {seat === 'unit' && (
          <SeatSelect
            id={`${id}-place`}
            label="单位"
            options={tree?.units ?? []}
            value={place}
            onChange={(next) => setPlace(next)}
          />
        )}
        {seat === 'authority' && (
          <SeatSelect
            id={`${id}-place`}
            label="财政部门"
            options={tree?.authorities ?? []}
            value={place}
            onChange={(next) => {
              setPlace(next);
              setItems([]);
            }}
          />
        )}
        {role === 'finance-desk' && (
          <ItemsSelect
            id={`${id}-items`}
            label="对口的主管部门"
            hint="只审核对口部门及其所属单位的内容"
            options={departmentsOf(tree, place)}
            value={items}
            onChange={setItems}
          />
        )}
        {role === 'third-party' && (
          <ItemsSelect
            id={`${id}-items`}
            label="分派的事项"
            hint="只能看到这些事项，到期自动收回"
            options={giveable}
            value={items}
            onChange={setItems}
          />
        )}
        <div className="field-row">
          <DayField label="从哪一天起" value={from} onChange={setFrom} />
          <DayField label="最后一天（未定的不填）" value={to} onChange={setTo} />
        </div>
        <TextField label="原因（记入操作记录，可不填）" value={reason} onChange={setReason} />
        {tried && problems.length > 0 && (
          <div className="form-problem" role="alert">
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </div>
        )}
        <FormProblem error={give.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" disabled={conflict !== undefined} loading={give.isPending}>
            授予
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
