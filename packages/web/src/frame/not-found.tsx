import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export function NotFound(): ReactNode {
  return (
    <section className="page empty">
      <h1>没有这个页面</h1>
      <p className="secondary">地址可能抄写有误，或内容已移走。</p>
      <p>
        <Link to="/documents">去看文件列表</Link>
      </p>
    </section>
  );
}
