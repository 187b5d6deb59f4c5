/** A failure in words: what, and what to do where it carries that. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? `\n${error.remedy}` : '';
  const detail =
    'detail' in error && typeof error.detail === 'string' && error.detail !== '' ? `\n（${error.detail}）` : '';
  return `${error.message}${remedy}${detail}`;
}
