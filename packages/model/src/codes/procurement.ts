import { type ClassificationCode, readEdition } from './classification-code.ts';

const SOURCE = '《政府采购品目分类目录》（财库〔2022〕31号）';

/** The upper classes and the goods that offices buy most. */
const LINES = `
A 货物
A01 房屋和构筑物
A02 设备
A0201 信息化设备
A020101 计算机
A02010104 服务器
A02010105 台式计算机 *
A02010108 便携式计算机
A0202 办公设备
A02020100 复印机
A02020400 多功能一体机
A020210 打印机
A02021003 A4黑白打印机 *
A02021004 A4彩色打印机
A0203 车辆
A0204 图书档案设备
A02049900 其他图书档案设备 *
A0205 机械设备
A020523 制冷空调设备
A02052305 空调机组 *
A0206 电气设备
A03 文物和陈列品
A04 图书和档案
A05 家具和用具
A06 特种动植物
A07 物资
A08 无形资产
B 工程
C 服务
`;

let table: ReadonlyMap<string, ClassificationCode> | undefined;

/** The codes of the procurement catalogue at hand (2022). */
export function procurementCodes(): ReadonlyMap<string, ClassificationCode> {
  if (table) return table;
  const codes = new Set(
    LINES.trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? ''),
  );
  // The catalogue fills codes up with zeros: the class above is the longest shorter one at hand.
  const parentOf = (code: string) => {
    const own = code.replace(/(?:00)+$/, '');
    for (let n = own.length - 1; n > 0; n--) if (codes.has(own.slice(0, n))) return own.slice(0, n);
    return undefined;
  };
  table = readEdition({ year: 2022, source: SOURCE, lines: LINES, parentOf });
  return table;
}

/** 政府采购品目 of a code, or undefined: the table holds only what offices buy most. */
export function procurementCode(code: string): ClassificationCode | undefined {
  return procurementCodes().get(code);
}
