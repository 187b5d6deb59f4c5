import type { WebhookAdded, WebhookRequest } from '@jizhun/api';
import { toldOperations } from '@jizhun/api/interface-facts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { operationWord } from '../audit/words.ts';
import { SeatSelect } from '../people/place-select.tsx';
import { unitTreeQuery } from '../people/queries.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { TextField } from '../shared/text-field.tsx';
import { Choices } from './choices.tsx';
import { webhooksQuery } from './queries.ts';

type Told = WebhookRequest['operations'][number];

interface AddWebhookProps {
  onClose: () => void;
  onAdded: (added: WebhookAdded) => void;
}

/** A new address to be told: where, of what, and of which unit. */
export function AddWebhook({ onClose, onAdded }: AddWebhookProps): ReactNode {
  const unitField = useId();
  const { data: tree } = useQuery(unitTreeQuery);
  const [url, setUrl] = useState('');
  const [told, setTold] = useState<ReadonlySet<Told>>(new Set());
  const [unit, setUnit] = useState('');
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: (body: WebhookRequest) => sendJson<WebhookAdded>('POST', '/webhooks', body),
    onSuccess: (added) => {
      void queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      onAdded(added);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (url.trim() === '' || told.size === 0 || add.isPending) return;
    add.mutate({ url: url.trim(), operations: [...told], ...(unit === '' ? {} : { unit }) });
  };
  return (
    <Modal title="增加事件推送" open onCancel={onClose} footer={null} width={560} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField
          label="接收地址"
          value={url}
          onChange={setUrl}
          autoFocus
          hint="内网地址，以 http:// 或 https:// 开头；系统不向内网以外发送任何内容"
          problem={tried && url.trim() === '' ? '填写接收地址' : undefined}
        />
        <Choices
          legend="通知哪些事情"
          groups={[{ choices: toldOperations }]}
          wordOf={operationWord}
          chosen={told}
          onChange={setTold}
          problem={tried && told.size === 0 ? '至少选择一项' : undefined}
        />
        <SeatSelect
          id={unitField}
          label="限于单位及其所属单位"
          options={[{ id: '', name: '不限' }, ...(tree?.units ?? [])]}
          value={unit}
          onChange={setUnit}
        />
        <p className="secondary">通知中只有时间、事情和编号，没有内容和人名。</p>
        <FormProblem error={add.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            增加
          </Button>
        </p>
      </form>
    </Modal>
  );
}
