import type { ReactNode } from 'react';

/** The words that every page carries where something can be typed in. */
const SECRECY = '本系统严禁录入、存储国家秘密';

/** One quiet line, at the log-in and wherever one writes. */
export function SecrecyNotice(): ReactNode {
  return <p className="secrecy">{SECRECY}</p>;
}
