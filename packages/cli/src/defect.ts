/** A mistake of this program, not of its user: no stack trace, but what whoever mends it has to know. */
export function describeDefect(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (process.env.JIZHUN_DEBUG && error instanceof Error) return `jizhun：${error.stack ?? text}`;
  return `jizhun：程序出错，未能完成：${text}\n请保留文件和命令并反馈；设置环境变量 JIZHUN_DEBUG=1 重新执行可得到详细信息。`;
}
