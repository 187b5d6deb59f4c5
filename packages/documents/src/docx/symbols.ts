/** Signs of symbol fonts that forms use as check boxes and marks; the rest has no meaning outside its font. */
const wingdings: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '□',
  113: '□',
  114: '□',
  116: '◆',
  117: '◆',
  118: '❖',
  168: '□',
  216: '➢',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};
const wingdings2: Readonly<Record<number, string>> = {
  42: '□',
  79: '✗',
  80: '✓',
  81: '☒',
  82: '☑',
  83: '☒',
  84: '☒',
  163: '□',
};
const symbol: Readonly<Record<number, string>> = {
  163: '≤',
  177: '±',
  179: '≥',
  180: '×',
  183: '·',
  184: '÷',
  185: '≠',
  187: '≈',
};

/** The character behind `<w:sym w:font w:char>`; '\ufffd' when it is only a picture of its font. */
export function symbolCharacter(font: string | undefined, hexadecimal: string | undefined): string {
  const code = Number.parseInt(hexadecimal ?? '', 16);
  if (Number.isNaN(code) || code === 0 || code > 0x10ffff) return '';
  if (code >= 0xf000 && code <= 0xf0ff) {
    const index = code - 0xf000;
    const name = (font ?? '').toLowerCase();
    const table =
      name === 'wingdings' ? wingdings : name === 'wingdings 2' ? wingdings2 : name === 'symbol' ? symbol : {};
    return (
      table[index] ?? (name.startsWith('wingdings') || name === 'webdings' ? '\ufffd' : String.fromCharCode(index))
    );
  }
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code);
}
