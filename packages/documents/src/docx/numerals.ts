const digits = '〇一二三四五六七八九';
const legalDigits = '零壹贰叁肆伍陆柒捌玖';
const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** `count` in a number format of WordprocessingML (`w:numFmt`); formats that Chinese documents do not use give digits. */
export function countIn(format: string, count: number): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return chinese(count, digits, ['', '十', '百', '千']);
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return chinese(count, legalDigits, ['', '拾', '佰', '仟']);
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return String(count).replace(/\d/g, (digit) => digits[Number(digit)] as string);
    case 'ideographTraditional':
      return stems[count - 1] ?? String(count);
    case 'ideographZodiac':
      return branches[count - 1] ?? String(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(count).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count >= 1 && count <= 20 ? String.fromCharCode(0x245f + count) : String(count);
    case 'decimalEnclosedParen':
      return count >= 1 && count <= 20 ? String.fromCharCode(0x2473 + count) : `(${count})`;
    case 'decimalEnclosedFullstop':
      return count >= 1 && count <= 20 ? String.fromCharCode(0x2487 + count) : `${count}.`;
    case 'ideographEnclosedCircle':
      return count >= 1 && count <= 10 ? String.fromCharCode(0x327f + count) : String(count);
    case 'upperLetter':
      return letters(count, 65);
    case 'lowerLetter':
      return letters(count, 97);
    case 'upperRoman':
      return roman(count);
    case 'lowerRoman':
      return roman(count).toLowerCase();
    default:
      return String(count);
  }
}

function chinese(count: number, names: string, units: readonly string[]): string {
  if (!Number.isInteger(count) || count < 0 || count > 9999) return String(count);
  if (count === 0) return names[0] as string;
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(count / 10 ** place) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += (gap ? '零' : '') + names[digit] + units[place];
      gap = false;
    }
  }
  return count < 20 && count >= 10 && names === digits ? text.slice(1) : text;
}

function letters(count: number, first: number): string {
  if (count < 1) return String(count);
  // Word repeats the letter: … y, z, aa, bb.
  return String.fromCharCode(first + ((count - 1) % 26)).repeat(Math.min(8, Math.ceil(count / 26)));
}

function roman(count: number): string {
  if (count < 1 || count > 3999) return String(count);
  let rest = count;
  let text = '';
  for (const [value, sign] of [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const)
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  return text;
}
