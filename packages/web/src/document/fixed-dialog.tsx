import type { FixedEdit, FixPreview } from '@jizhun/api';
import { type Disclosure, placeWords } from '@jizhun/model';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { request, requestFile } from '../api/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { toast } from '../shared/toasts.tsx';
import type { Overlay } from './corrections.ts';
import { middleOf } from './fixes.ts';
import { said } from './use-corrections.ts';
import { nameOf } from './value-names.ts';

interface FixedDialogProps {
  documentId: string;
  disclosure: Disclosure;
  overlay: Overlay;
  /** How many findings have a fix that was not applied yet. */
  fixable: number;
  /** How many corrections are in force. */
  corrected: number;
  onClose: () => void;
}

const post = (findings: boolean): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  // An empty list: only what a person has corrected.
  body: JSON.stringify({ corrections: true, ...(findings ? {} : { findings: [] }) }),
});

/** 修改后的文件: what would be written into a copy of the file, cell by cell, and what cannot be; then the copy. */
export function FixedDialog({
  documentId,
  disclosure,
  overlay,
  fixable,
  corrected,
  onClose,
}: FixedDialogProps): ReactNode {
  const [withFixes, setWithFixes] = useState(corrected === 0);
  const [busy, setBusy] = useState(false);
  const path = `/documents/${encodeURIComponent(documentId)}/fixed`;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['fixed', documentId, withFixes, corrected, fixable],
    queryFn: ({ signal }) => request<FixPreview>(`${path}/preview`, { ...post(withFixes), signal }),
    staleTime: 0,
  });
  const written = data?.edits.filter(({ why }) => why === undefined) ?? [];
  const left = data?.edits.filter(({ why }) => why !== undefined) ?? [];
  // Corrections name rows as they were read, findings as they stand now.
  const name = ({ path: at, change }: FixedEdit): string =>
    nameOf(disclosure, change === undefined ? at : (overlay.names.toForce(at) ?? at));
  const download = async (): Promise<void> => {
    setBusy(true);
    try {
      await requestFile(path, post(withFixes), data?.fileName ?? '修改后的文件');
      onClose();
    } catch (failure) {
      toast(`没有写出文件。${said(failure)}`);
    }
    setBusy(false);
  };

  return (
    <Modal
      title="修改后的文件"
      open
      width={760}
      onCancel={onClose}
      onOk={() => void download()}
      okText="下载"
      cancelText="取消"
      okButtonProps={{ disabled: written.length === 0 || isFetching, loading: busy }}
      destroyOnHidden
    >
      <p className="secondary">写入的是原文件的副本，格式和其余内容不变；原文件不动。</p>
      {fixable > 0 && (
        <p className="fixed-choice">
          <Checkbox checked={withFixes} onChange={(event) => setWithFixes(event.target.checked)}>
            尚未应用的建议修改 {fixable} 处也一并写入
          </Checkbox>
        </p>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="secondary">正在核对改动…</p>}
      {data && written.length === 0 && left.length === 0 && (
        <p>没有可写入的改动：没有生效的更正，也没有选中建议的修改。</p>
      )}
      <div className="fix-list">
        {written.length > 0 && (
          <>
            <p className="fixed-head">将写入 {written.length} 处</p>
            <Written name={name} edits={written} mediaType={disclosure.source.mediaType} />
          </>
        )}
        {left.length > 0 && (
          <>
            <p className="fixed-head">不能写入 {left.length} 处，请在文件中手工修改</p>
            <ul className="fixed-left">
              {left.map((edit, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: edits have no other name than their order
                <li key={i}>
                  {name(edit)}：<span className="fix-why">{edit.why}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Modal>
  );
}

const rowWord = { inserted: '插入一行', removed: '删去一行' } as const;

function Written({
  name,
  edits,
  mediaType,
}: {
  name: (edit: FixedEdit) => string;
  edits: readonly FixedEdit[];
  mediaType: string;
}): ReactNode {
  return (
    <div className="change-table">
      <table className="change-table-values">
        <thead>
          <tr>
            <th scope="col">位置</th>
            <th scope="col">现在</th>
            <th scope="col">改为</th>
          </tr>
        </thead>
        <tbody>
          {edits.map((edit, i) =>
            edit.cells.map(({ at, before, after }, c) => {
              const middle = middleOf(before, after);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: edits have no other name than their order
                <tr key={`${i} ${c}`}>
                  <th scope="row">
                    {c === 0 && (edit.row ? rowWord[edit.row] : name(edit))}
                    <small className="secondary"> {placeWords(at, mediaType).join(' · ')}</small>
                  </th>
                  <td>
                    {middle.before}
                    {middle.from && <del>{middle.from}</del>}
                    {middle.after}
                  </td>
                  <td>
                    {middle.before}
                    {middle.to && <ins>{middle.to}</ins>}
                    {middle.after}
                  </td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}
