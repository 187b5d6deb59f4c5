import type { AssignmentEnd, AssignmentEnded, AssignmentInfo } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf, today } from '../format/day.ts';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { refreshPeople } from './queries.ts';
import { assignmentPlace, assignmentTitle } from './words.ts';

/** Takes a role back from a day on; what was done under it stays on record. */
export function EndRole({ assignment, onClose }: { assignment: AssignmentInfo; onClose: () => void }): ReactNode {
  const coming = assignment.state === 'coming';
  const [last, setLast] = useState(today());
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: (body: AssignmentEnd) => sendJson<AssignmentEnded>('POST', `/assignments/${assignment.id}/end`, body),
    onSuccess: () => {
      refreshPeople();
      toast(`已收回${assignment.person.name}的“${assignmentTitle(assignment)}”。`);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const day = dayOf(last);
    if (day === undefined || end.isPending) return;
    end.mutate({
      last: day,
      seen: assignment.version,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };
  return (
    <Modal title="收回角色" open onCancel={onClose} footer={null} width={440} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <p className="dialog-lead">
          {assignment.person.name}：{assignmentTitle(assignment)}，{assignmentPlace(assignment)}
        </p>
        {coming ? (
          <p className="secondary">这项角色尚未开始，收回后从未生效。</p>
        ) : (
          <DayField label="有效的最后一天" value={last} onChange={setLast} hint="由他人代理的，代理同时结束" />
        )}
        <TextField label="原因（记入操作记录，可不填）" value={reason} onChange={setReason} />
        <FormProblem error={end.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" danger htmlType="submit" loading={end.isPending}>
            收回
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
