import type { ImportKind, ImportPreview } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { request, requestFile } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { toast } from '../shared/toasts.tsx';
import { importQuery } from './queries.ts';
import '../theme/organisation.css';

const words: Readonly<Record<ImportKind, { name: string; columns: string }>> = {
  units: { name: '单位', columns: '至少有“单位名称”一列；代码、上级单位、类型、所属财政、启用日期有则读取。' },
  people: { name: '人员', columns: '至少有“姓名”一列；工号、登录名、单位、角色、起止日期有则读取。' },
  projects: { name: '项目', columns: '至少有“项目名称”一列；编码、类别、单位、起止年度有则读取。' },
};

const ACCEPT = '.xlsx,.xls,.csv,.docx,.doc,.txt,.et,.wps,.pdf,.html';

/** A file is chosen; what it would do is shown on a page of its own. */
export function ImportStart({ kind, onClose }: { kind: ImportKind; onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { name, columns } = words[kind];
  const send = useMutation({
    mutationFn: (file: File) =>
      request<ImportPreview>(`/imports?${new URLSearchParams({ kind, name: file.name })}`, {
        method: 'POST',
        body: file,
      }),
    onSuccess: (preview) => {
      queryClient.setQueryData(importQuery(preview.id).queryKey, preview);
      onClose();
      void navigate({ to: '/imports/$id', params: { id: preview.id } });
    },
  });
  const template = useMutation({
    mutationFn: () => requestFile(`/list-templates/${kind}`, {}, `${name}清单模板.xlsx`),
    onError: (error) => toast(`没有下载：${error.message}`),
  });
  const take = (file: File | null | undefined): void => {
    if (file != null && !send.isPending) send.mutate(file);
  };
  return (
    <Modal title={`导入${name}`} open onCancel={onClose} footer={null} width={520} destroyOnHidden>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: takes files that are dropped; the button below does the same */}
      <div
        className={over ? 'import-drop over' : 'import-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <p>{send.isPending ? '正在读取、核对……' : '把清单拖到这里，或'}</p>
        <Button type="primary" loading={send.isPending} onClick={() => field.current?.click()}>
          选择文件
        </Button>
        <input
          ref={field}
          type="file"
          hidden
          accept={ACCEPT}
          aria-label={`${name}清单`}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <p className="secondary">xlsx、xls、csv、docx 等都可以。{columns}</p>
      </div>
      <FormProblem error={send.error} />
      <p className="secondary">先显示每行将作何处理，核对后再导入；选择文件本身不改动任何内容。</p>
      <p className="dialog-actions">
        <Button loading={template.isPending} onClick={() => template.mutate()}>
          下载空白模板
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      <SecrecyNotice />
    </Modal>
  );
}
