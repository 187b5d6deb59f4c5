import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { copyText } from '../shared/copy.ts';
import { toast } from '../shared/toasts.tsx';

interface ShownOnceProps {
  title: string;
  secret: string;
  /** How it is used. */
  children: ReactNode;
  onClose: () => void;
}

/** A secret that is shown this once, and nowhere else: closed only by saying that it was kept. */
export function ShownOnce({ title, secret, children, onClose }: ShownOnceProps): ReactNode {
  return (
    <Modal title={title} open closable={false} mask={{ closable: false }} keyboard={false} footer={null} width={560}>
      <div className="one-time one-time-long">
        <code>{secret}</code>
      </div>
      {children}
      <p className="secondary">只显示这一次，关闭后无法再看到；遗失的，收回后另发一个。</p>
      <p className="dialog-actions">
        <Button onClick={() => toast(copyText(secret) ? '已复制。' : '浏览器不允许复制，请选中后按 Ctrl+C。')}>
          复制
        </Button>
        <Button type="primary" autoFocus onClick={onClose}>
          已保存，关闭
        </Button>
      </p>
    </Modal>
  );
}
