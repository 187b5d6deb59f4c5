import type { ReactNode } from 'react';
import { useCan, useMe } from './me.ts';

/** To administrators who come over plain http: what that means, and what to do. */
export function InsecureNotice(): ReactNode {
  const { secure } = useMe();
  const system = useCan('system.read');
  const security = useCan('policy.manage');
  const trail = useCan('audit.verify');
  if (secure || !(system || security || trail)) return null;
  return (
    <p className="insecure" role="note">
      当前经由 http 访问，口令和数据在网络上未加密。请为本系统配置证书，改用 https。
    </p>
  );
}
