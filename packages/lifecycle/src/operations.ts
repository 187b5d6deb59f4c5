/** What someone may want to do; `subject.verb`. The server asks for one of these before it does anything. */
export type Operation = keyof typeof OPERATIONS;

interface OperationFacts {
  name: string;
  group: '文件' | '目标' | '监控' | '自评' | '评价' | '单位与项目' | '人员与权限' | '记录' | '系统' | '表样';
  /** Whether it depends on the state of what it is done to. */
  stateful?: true;
}

const define = <const T extends Readonly<Record<string, OperationFacts>>>(facts: T): T => facts;

/** All operations, in the order in which they are shown. */
export const OPERATIONS = define({
  'document.read': { name: '查看文件和核对结果', group: '文件' },
  'document.export': { name: '取得原文件、报告和修正后的文件', group: '文件' },
  'document.add': { name: '加入文件', group: '文件' },
  'document.correct': { name: '更正读取结果', group: '文件' },
  'document.suppress': { name: '说明理由后忽略问题', group: '文件' },
  'document.remove': { name: '移除、恢复文件', group: '文件' },

  'goal.read': { name: '查看绩效目标', group: '目标', stateful: true },
  'goal.create': { name: '新建绩效目标', group: '目标' },
  'goal.edit': { name: '填报绩效目标', group: '目标', stateful: true },
  'goal.submit': { name: '提交绩效目标', group: '目标', stateful: true },
  'goal.recall': { name: '撤回已提交的目标', group: '目标', stateful: true },
  'goal.comment': { name: '提出意见', group: '目标', stateful: true },
  'goal.pass': { name: '审核通过', group: '目标', stateful: true },
  'goal.return': { name: '退回修改', group: '目标', stateful: true },
  'goal.approve': { name: '批复', group: '目标', stateful: true },
  'goal.adjust': { name: '申请调整', group: '目标', stateful: true },
  'goal.suspend': { name: '暂停、恢复', group: '目标', stateful: true },
  'goal.withdraw': { name: '撤销', group: '目标', stateful: true },
  'goal.publish': { name: '公开', group: '目标', stateful: true },

  'monitoring.read': { name: '查看绩效监控', group: '监控', stateful: true },
  'monitoring.fill': { name: '填报绩效监控', group: '监控', stateful: true },
  'monitoring.submit': { name: '提交绩效监控', group: '监控', stateful: true },
  'monitoring.pass': { name: '审核绩效监控', group: '监控', stateful: true },
  'monitoring.return': { name: '退回绩效监控', group: '监控', stateful: true },

  'self-evaluation.read': { name: '查看自评', group: '自评', stateful: true },
  'self-evaluation.fill': { name: '填报自评', group: '自评', stateful: true },
  'self-evaluation.submit': { name: '提交自评', group: '自评', stateful: true },
  'self-evaluation.pass': { name: '审核自评', group: '自评', stateful: true },
  'self-evaluation.return': { name: '退回自评', group: '自评', stateful: true },
  'self-evaluation.rescore': { name: '抽查复核评分', group: '自评', stateful: true },

  'evaluation.read': { name: '查看评价', group: '评价' },
  'evaluation.open': { name: '立项、分派评价', group: '评价' },
  'evaluation.score': { name: '评价打分、提出意见', group: '评价' },
  'evaluation.finish': { name: '审定评价结论', group: '评价' },
  'result.decide': { name: '落实结果应用', group: '评价' },

  'season.manage': { name: '开启、关闭各轮工作', group: '单位与项目' },
  'unit.read': { name: '查看单位', group: '单位与项目' },
  'unit.manage': { name: '增加、更名、合并、分立单位', group: '单位与项目' },
  'project.read': { name: '查看项目', group: '单位与项目' },
  'project.manage': { name: '增加、修改项目', group: '单位与项目' },

  'person.read': { name: '查看人员', group: '人员与权限' },
  'person.manage': { name: '增加、停用人员', group: '人员与权限' },
  'role.read': { name: '查看角色和权限', group: '人员与权限' },
  'role.assign': { name: '授予、收回角色', group: '人员与权限' },
  'role.deputise': { name: '指定本人的代理人', group: '人员与权限' },
  'account.reset': { name: '重置口令、解除锁定、停用账号', group: '人员与权限' },
  'session.read': { name: '查看登录会话', group: '人员与权限' },
  'session.end': { name: '结束登录会话', group: '人员与权限' },
  'token.read': { name: '查看接口令牌', group: '人员与权限' },
  'token.issue': { name: '发放接口令牌', group: '人员与权限' },
  'token.revoke': { name: '收回接口令牌', group: '人员与权限' },
  'policy.manage': { name: '设定口令、会话和记录保存的要求', group: '人员与权限' },

  'audit.read': { name: '查阅操作记录', group: '记录' },
  'audit.verify': { name: '核对操作记录、设检查点', group: '记录' },
  'audit.export': { name: '导出操作记录', group: '记录' },

  'system.read': { name: '查看运行状况、检查数据', group: '系统' },
  'system.backup': { name: '备份', group: '系统' },
  'system.webhooks': { name: '管理事件推送', group: '系统' },
  'job.read': { name: '查看后台任务', group: '系统' },
  'job.cancel': { name: '取消、重试后台任务', group: '系统' },

  'form.manage': { name: '维护表样', group: '表样' },
  'profile.manage': { name: '维护地方配置', group: '表样' },
});

export const operationNames = Object.keys(OPERATIONS) as Operation[];

/** The facts of an operation, under the common type. */
export const operationFacts = (operation: Operation): OperationFacts => OPERATIONS[operation];
