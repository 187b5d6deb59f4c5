import type { ImportKind } from '@jizhun/api';

/**
 * Header words of real lists, without blanks, brackets and what stands in them. `exact` words say what a column is;
 * `weak` ones may mean other things as well, so that a person confirms them.
 */
interface Words {
  exact: readonly string[];
  weak?: readonly string[];
}

const UNIT_CODE: Words = {
  exact: [
    '单位代码',
    '单位编码',
    '单位编号',
    '预算代码',
    '预算编码',
    '预算单位代码',
    '预算单位编码',
    '预算单位编号',
    '所在单位代码',
    '所在单位编码',
    '申报单位代码',
    '项目单位代码',
    '项目单位编码',
    '实施单位代码',
    '部门代码',
    '部门编码',
    '部门单位代码',
    '部门预算代码',
  ],
};

export const HEADER_WORDS: Readonly<Record<ImportKind, Readonly<Record<string, Words>>>> = {
  units: {
    code: { ...UNIT_CODE, weak: ['代码', '编码', '编号'] },
    name: {
      exact: [
        '单位名称',
        '单位全称',
        '预算单位',
        '预算单位名称',
        '预算单位全称',
        '部门单位名称',
        '部门名称',
        '机构名称',
        '单位名',
      ],
      weak: ['名称', '单位', '部门', '全称', '部门及单位', '部门单位'],
    },
    parentCode: {
      exact: [
        '上级单位代码',
        '上级单位编码',
        '上级代码',
        '上级编码',
        '主管部门代码',
        '主管部门编码',
        '上级部门代码',
        '上级部门编码',
        '主管单位代码',
        '主管单位编码',
        '上级预算单位代码',
        '上级预算单位编码',
        '父级代码',
        '父级编码',
      ],
    },
    parent: {
      exact: [
        '上级单位',
        '上级单位名称',
        '上级部门',
        '上级部门名称',
        '主管部门',
        '主管部门名称',
        '主管单位',
        '主管单位名称',
        '上级预算单位',
        '上级预算单位名称',
        '一级预算单位',
        '一级预算单位名称',
        '上级主管部门',
        '隶属单位',
        '隶属部门',
        '所属部门',
        '归口部门',
      ],
      weak: ['上级', '主管', '隶属关系'],
    },
    kind: {
      exact: [
        '单位类型',
        '单位类别',
        '预算级次',
        '单位级次',
        '预算单位级次',
        '单位层级',
        '预算单位级别',
        '预算单位类型',
      ],
      weak: ['类型', '类别', '级次', '级别', '层级'],
    },
    authority: {
      exact: [
        '所属财政',
        '所属财政部门',
        '财政部门',
        '财政部门名称',
        '财政区划',
        '财政区划名称',
        '财政区划代码',
        '所属财政区划',
        '所属区划',
        '行政区划',
        '行政区划代码',
        '行政区划名称',
      ],
      weak: ['区划', '财政', '地区', '区域', '区划代码', '区划名称'],
    },
    from: {
      exact: ['启用日期', '启用时间', '生效日期', '生效时间', '成立日期', '成立时间', '设立日期', '设立时间'],
      weak: ['日期', '起始日期', '开始日期', '启用'],
    },
  },
  people: {
    staff: {
      exact: ['工号', '职工编号', '人员编号', '人员编码', '员工编号', '职工号', '工作证号', '人员代码'],
      weak: ['编号'],
    },
    name: {
      exact: ['姓名', '人员姓名', '用户姓名', '职工姓名', '经办人姓名', '人员名称'],
      weak: ['人员', '用户', '名字', '用户名称'],
    },
    login: {
      exact: ['登录名', '登陆名', '登录账号', '登录帐号', '用户账号', '用户帐号', '登录用户名', '系统账号', '系统帐号'],
      weak: ['账号', '帐号', '用户名'],
    },
    unitCode: UNIT_CODE,
    unit: {
      exact: [
        '单位',
        '单位名称',
        '所在单位',
        '所在单位名称',
        '工作单位',
        '预算单位',
        '预算单位名称',
        '单位全称',
        '所属单位',
        '所属单位名称',
      ],
      weak: ['部门', '部门名称', '机构', '所在部门'],
    },
    role: {
      exact: ['角色', '系统角色', '用户角色', '角色名称', '岗位角色', '授予角色'],
      weak: ['岗位', '岗位名称', '职责', '权限'],
    },
    inCharge: { exact: ['对口部门', '对口单位', '分管部门', '联系部门', '对口联系部门', '归口部门'], weak: ['对口'] },
    from: {
      exact: [
        '起始日期',
        '开始日期',
        '起始时间',
        '开始时间',
        '生效日期',
        '启用日期',
        '任职日期',
        '授权起始日期',
        '有效期起',
      ],
      weak: ['起', '自', '起日'],
    },
    to: {
      exact: [
        '截止日期',
        '结束日期',
        '截止时间',
        '结束时间',
        '终止日期',
        '失效日期',
        '到期日期',
        '授权截止日期',
        '有效期止',
        '有效期至',
      ],
      weak: ['止', '至', '止日'],
    },
  },
  projects: {
    code: { exact: ['项目编码', '项目代码', '项目编号'], weak: ['编码', '代码', '编号'] },
    name: { exact: ['项目名称', '项目全称', '项目名', '预算项目名称', '二级项目名称'], weak: ['名称', '项目'] },
    category: { exact: ['项目类别', '项目类型', '项目分类', '项目性质', '支出类别'], weak: ['类别', '类型', '分类'] },
    unitCode: UNIT_CODE,
    unit: {
      exact: [
        '单位',
        '单位名称',
        '项目单位',
        '项目单位名称',
        '申报单位',
        '申报单位名称',
        '实施单位',
        '实施单位名称',
        '预算单位',
        '预算单位名称',
        '所属单位',
        '所属单位名称',
        '承担单位',
        '使用单位',
        '项目实施单位',
      ],
      weak: ['部门', '部门名称', '资金使用单位'],
    },
    fromYear: {
      exact: [
        '起始年度',
        '开始年度',
        '起始年份',
        '开始年份',
        '立项年度',
        '立项年份',
        '设立年度',
        '起始年',
        '开始年',
        '起始时间',
        '项目起始年度',
      ],
      weak: ['起始日期', '开始日期', '年度', '年份', '开始时间', '起'],
    },
    toYear: {
      exact: [
        '截止年度',
        '终止年度',
        '结束年度',
        '截止年份',
        '结束年份',
        '终止年份',
        '截止年',
        '终止年',
        '结束年',
        '项目终止年度',
      ],
      weak: ['截止日期', '结束日期', '截止时间', '结束时间', '止'],
    },
    years: {
      exact: [
        '起止年度',
        '起止年份',
        '起止年限',
        '项目起止年度',
        '项目期限',
        '实施期限',
        '实施周期',
        '项目周期',
        '起止时间',
        '项目起止时间',
        '执行年度',
      ],
      weak: ['期限', '周期', '实施年限'],
    },
  },
};

/** Words in the upper row of a head under which 名称 and 代码 are those of the unit above. */
const PARENT_GROUP = /^(上级|主管)/;
const CODE_UNDER = /^(单位)?(代码|编码|编号)$/;
const NAME_UNDER = /^(单位|部门)?(名称|全称)$/;

/** A header as words are compared: without blanks, marks and what stands in brackets. */
export function headerKey(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\s*：:＊]+/g, '');
  const bare = plain.replace(/[(〔[【][^)〕\]】]*[)〕\]】]/g, '');
  return bare === '' ? plain : bare;
}

/** 2: said outright; 1: perhaps. */
export type Grade = 1 | 2;

/** What a column with these words above it can be, best first; several where the words fit several. */
export function meaningOf(kind: ImportKind, path: readonly string[]): { field: string; grade: Grade }[] {
  const keys = path.map(headerKey).filter((key) => key !== '');
  const last = keys.at(-1);
  if (last === undefined) return [];
  const words = Object.entries(HEADER_WORDS[kind]);
  if (kind === 'units' && keys.length > 1 && keys.slice(0, -1).some((key) => PARENT_GROUP.test(key))) {
    if (CODE_UNDER.test(last)) return [{ field: 'parentCode', grade: 2 }];
    if (NAME_UNDER.test(last)) return [{ field: 'parent', grade: 2 }];
  }
  // 单位 over 代码: joined from the innermost word outwards, the longest that is known.
  for (let from = 0; from < keys.length; from++) {
    const joined = keys.slice(from).join('');
    const exact = words.filter(([, { exact }]) => exact.includes(joined));
    if (exact.length > 0) return exact.map(([field]) => ({ field, grade: exact.length === 1 ? 2 : 1 }));
  }
  const weak = words.filter(([, { weak }]) => weak?.includes(last));
  if (weak.length > 0) return weak.map(([field]) => ({ field, grade: 1 }));
  const within = words.filter(([, { exact }]) => exact.some((word) => word.length > 2 && last.includes(word)));
  // Long texts are sentences, not headers.
  return last.length > 20 ? [] : within.map(([field]) => ({ field, grade: 1 }));
}
