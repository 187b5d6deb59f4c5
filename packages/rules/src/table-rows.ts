import { rowOf, type TableIndex } from './disclosure-index.ts';

/** Rows of the table of “三公”经费, as the forms name them. */
export function threePublicRows(table: TableIndex) {
  const row = (name: RegExp) => rowOf(table, name);
  return {
    total: table.total,
    subtotal: row(/^三公经费(财政拨款)?(支出)?(小计|合计)?$/),
    abroad: row(/^因公出国(境)?(费|费用|经费)?$/),
    cars: row(/^公务用车购置(费)?(及|和|与)运(行|维|行维护|维护)(维护)?(费|费用|经费)?$|^公务用车(费|经费|小计)$/),
    purchase: row(/^公务用车购置(费|费用|经费)?$/),
    running: row(/^公务用车(运行维护|运行|运维)(费|费用|经费)?$/),
    reception: row(/^公务接待(费|费用|经费)?$/),
    meetings: row(/^会议费$/),
    training: row(/^培训费$/),
  };
}
