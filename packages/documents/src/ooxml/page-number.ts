/** Whether a header or footer says no more than on which page it stands: `第 1 页 共 3 页`, `- 2 -`, `Page 1 of 3`, nothing. */
export function isPageNumber(text: string): boolean {
  return /^(?:page|of|[第共页頁\d\s\-—–－/|.·、，,~～])*$/i.test(text);
}
