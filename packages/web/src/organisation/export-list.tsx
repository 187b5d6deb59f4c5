import type { ImportKind } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { requestFile } from '../api/client.ts';
import { Icon } from '../shared/icons.tsx';
import { toast } from '../shared/toasts.tsx';

interface ExportListProps {
  kind: ImportKind;
  day?: string;
  disabled?: boolean;
}

/** The list as xlsx, in the shape in which it can be imported. */
export function ExportList({ kind, day, disabled = false }: ExportListProps): ReactNode {
  const load = useMutation({
    mutationFn: () => requestFile(`/lists/${kind}${day === undefined ? '' : `?day=${day}`}`, {}, `${kind}.xlsx`),
    onError: (error) => toast(`没有导出：${error.message}`),
  });
  return (
    <Button icon={<Icon name="download" />} disabled={disabled} loading={load.isPending} onClick={() => load.mutate()}>
      导出
    </Button>
  );
}
