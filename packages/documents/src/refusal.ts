/** Why a file was not read. Stable: interfaces and messages elsewhere depend on these words. */
export type RefusalCode =
  | 'empty'
  | 'not-a-document'
  | 'encrypted'
  | 'truncated'
  | 'damaged'
  | 'too-large'
  | 'bomb'
  | 'macro'
  | 'dtd'
  | 'legacy-format'
  | 'scan'
  | 'archive'
  | 'unreadable'
  | 'timeout'
  | 'memory';

/**
 * A file that was not read, said to a person: `message` (Chinese) is what is wrong and where, `remedy` (Chinese) is what
 * to do about it. Never carries a stack of the cause.
 */
export class DocumentRefused extends Error {
  readonly code: RefusalCode;
  readonly remedy: string;
  readonly fileName: string;

  constructor(code: RefusalCode, fileName: string, message: string, remedy: string) {
    super(message);
    this.name = 'DocumentRefused';
    this.code = code;
    this.fileName = fileName;
    this.remedy = remedy;
  }
}
