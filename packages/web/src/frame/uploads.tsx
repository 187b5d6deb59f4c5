import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { documentsQuery, healthQuery, queryClient } from '../api/queries.ts';
import { droppedFiles } from '../documents/dropped-files.ts';
import { UploadQueue } from '../documents/upload-queue.ts';
import { toast } from '../shared/toasts.tsx';

interface Uploads {
  queue: UploadQueue;
  /** Opens the system's dialog for choosing files. */
  choose: () => void;
}

const UploadsContext = createContext<Uploads | undefined>(undefined);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads outside of UploadsProvider');
  return uploads;
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files from anywhere on any page: dropped, or chosen. */
export function UploadsProvider({ children }: { children: ReactNode }): ReactNode {
  const [queue] = useState(
    () => new UploadQueue(() => void queryClient.invalidateQueries({ queryKey: documentsQuery.queryKey })),
  );
  const input = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const { data: health } = useQuery(healthQuery);
  const limit = health?.limits.uploadBytes;
  useEffect(() => {
    if (limit !== undefined) queue.setLimit(limit);
  }, [queue, limit]);

  useEffect(() => {
    // Entering a child comes before leaving its parent: count.
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth++;
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setDragging(false);
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then(({ files, unreadable }) => {
        queue.add(files);
        if (unreadable.length > 0) toast(`打不开：${unreadable.join('、')}。关闭正在使用它的程序，再重新加入。`);
        else if (files.length === 0) toast('拖入的文件夹中没有文件。');
      });
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [queue]);

  const uploads = useMemo<Uploads>(() => ({ queue, choose: () => input.current?.click() }), [queue]);
  return (
    <UploadsContext value={uploads}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="选择要加入的文件"
        onChange={(event) => {
          queue.add(Array.from(event.target.files ?? []));
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      {dragging && (
        <div className="drop-veil" aria-hidden="true">
          <p>松开即加入文件</p>
        </div>
      )}
    </UploadsContext>
  );
}
