import { type ReactNode, useEffect } from 'react';
import { useCan } from '../frame/me.ts';
import { Tokens } from './tokens.tsx';
import { Webhooks } from './webhooks.tsx';
import '../theme/data.css';

/** How other programs speak to this one, and this one to them. */
export function InterfacePage(): ReactNode {
  const mayTell = useCan('system.webhooks');
  useEffect(() => {
    document.title = '接口 · 绩准';
  }, []);
  return (
    <div className="page">
      <header className="page-head">
        <h1>接口</h1>
        <p className="secondary">
          全部操作的说明见 <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
        </p>
      </header>
      <Tokens />
      {mayTell && <Webhooks />}
    </div>
  );
}
