import type { PersonInfo, PersonRequest } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { refreshPeople } from './queries.ts';

/** A new person: name and staff number; roles and account follow on their own page. */
export function AddPerson({ onClose }: { onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [staffNumber, setStaffNumber] = useState('');
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: (body: PersonRequest) => sendJson<PersonInfo>('POST', '/people', body),
    onSuccess: ({ id }) => {
      refreshPeople();
      onClose();
      void navigate({ to: '/people/$id', params: { id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || add.isPending) return;
    add.mutate({ name: name.trim(), staffNumber: staffNumber.trim() === '' ? null : staffNumber.trim() });
  };
  return (
    <Modal title="增加人员" open onCancel={onClose} footer={null} width={420} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField
          label="姓名"
          value={name}
          onChange={setName}
          autoFocus
          problem={tried && name.trim() === '' ? '填写姓名' : undefined}
        />
        <TextField
          label="工号（没有的不填）"
          value={staffNumber}
          onChange={setStaffNumber}
          hint="导入人员时凭工号认出同一人"
        />
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
