import type { PersonChange, PersonInfo } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { refreshPeople } from './queries.ts';

/** Name and staff number; and whether the person is still here. */
export function ChangePerson({ person, onClose }: { person: PersonInfo; onClose: () => void }): ReactNode {
  const [name, setName] = useState(person.name);
  const [staffNumber, setStaffNumber] = useState(person.staffNumber ?? '');
  const [ending, setEnding] = useState(false);
  const change = useMutation({
    mutationFn: (body: PersonChange) =>
      sendJson<PersonInfo>('PATCH', `/people/${encodeURIComponent(person.id)}`, { seen: person.version, ...body }),
    onSuccess: (_, { ended }) => {
      refreshPeople();
      toast(ended === true ? `${person.name}已停用。` : ended === false ? `${person.name}已恢复。` : '已保存。');
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || change.isPending) return;
    change.mutate({ name: name.trim(), staffNumber: staffNumber.trim() === '' ? null : staffNumber.trim() });
  };
  const current = person.assignments.filter(({ state }) => state !== 'over').length;
  return (
    <Modal title={`修改${person.name}`} open onCancel={onClose} footer={null} width={440} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField label="姓名" value={name} onChange={setName} problem={name.trim() === '' ? '填写姓名' : undefined} />
        <TextField label="工号（没有的不填）" value={staffNumber} onChange={setStaffNumber} />
        <FormProblem error={change.error} />
        {ending && (
          <div className="form-problem" role="alert">
            <p>停用后：收回 {current} 个角色，停用账号，结束全部登录会话，收回接口令牌。以往的操作记录保留。</p>
            <p className="dialog-actions">
              <Button onClick={() => setEnding(false)}>不停用</Button>
              <Button danger type="primary" loading={change.isPending} onClick={() => change.mutate({ ended: true })}>
                确认停用
              </Button>
            </p>
          </div>
        )}
        <p className="dialog-actions">
          {person.endedAt === null ? (
            !ending && (
              <Button danger onClick={() => setEnding(true)}>
                停用
              </Button>
            )
          ) : (
            <Button loading={change.isPending} onClick={() => change.mutate({ ended: false })}>
              恢复
            </Button>
          )}
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
