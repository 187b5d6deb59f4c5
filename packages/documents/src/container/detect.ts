/** What the bytes of a file are, seen from the bytes alone. */
export type Container = 'empty' | 'zip' | 'compound' | 'pdf' | 'rtf' | 'image' | 'archive' | 'other-binary' | 'unknown';

const signatures: readonly [Container, readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x49, 0x49, 0x2a, 0x00]],
  ['image', [0x4d, 0x4d, 0x00, 0x2a]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x42, 0x5a, 0x68]],
  ['other-binary', [0x4d, 0x5a, 0x90]],
  ['other-binary', [0x7f, 0x45, 0x4c, 0x46]],
];

/** Detects the container by its first bytes; `unknown` may be text, or nothing we know. */
export function detectContainer(bytes: Uint8Array): Container {
  if (bytes.length === 0) return 'empty';
  for (const [container, signature] of signatures)
    if (signature.every((byte, index) => bytes[index] === byte)) return container;
  // The header of a PDF may stand behind some garbage.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')) return 'pdf';
  return 'unknown';
}

/** What a compound file (the container of Office before 2007, and of encrypted Office files) holds. */
export type CompoundContent = 'encrypted' | 'doc' | 'xls' | 'ppt' | 'other';

/**
 * Looks for the names of its streams in the directory. Entries of the directory are 128 bytes long, begin with their name,
 * and lie at multiples of 128.
 */
export function detectCompound(bytes: Uint8Array): CompoundContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (name: string): boolean => {
    const needle = Buffer.from(`${name}\0`, 'utf16le');
    for (let at = buffer.indexOf(needle); at >= 0; at = buffer.indexOf(needle, at + 2)) if (at % 128 === 0) return true;
    return false;
  };
  if (has('EncryptedPackage') || has('EncryptionInfo')) return 'encrypted';
  if (has('WordDocument')) return 'doc';
  if (has('Workbook') || has('Book')) return 'xls';
  return has('PowerPoint Document') ? 'ppt' : 'other';
}
