import { describe, expect, it } from 'vitest';
import { bytes, decimalsOf, figure, wan, yuan } from './numbers.ts';

describe('numbers as they are shown', () => {
  it('shows amounts in 万元 with two decimals and exact yuan on demand', () => {
    expect(wan(14_379_060_000)).toBe('14,379.06');
    expect(wan(1_305_384_000)).toBe('1,305.38');
    expect(wan(0)).toBe('0.00');
    expect(wan(null)).toBe('—');
    expect(yuan(1_305_384_000)).toBe('13,053,840.00 元');
  });

  it('lines up the figures of a sum', () => {
    const decimals = decimalsOf([483.91, 44.7, 528]);
    expect([483.91, 44.7, 528].map((n) => figure(n, decimals))).toEqual(['483.91', '44.70', '528.00']);
    expect(figure(-1234.5, 1)).toBe('-1,234.5');
  });

  it('shows sizes of files', () => {
    expect([bytes(0), bytes(3000), bytes(80_000), bytes(5_000_000)]).toEqual(['0 B', '2.9 KB', '78 KB', '4.8 MB']);
  });
});
