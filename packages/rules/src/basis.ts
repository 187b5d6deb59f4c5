/** Regulations that rules rest on, with document number; articles are named only where certain. */
export const DISCLOSURE_2016 = '《地方预决算公开操作规程》（财预〔2016〕143号）';
export const INDICATORS_2021 = '《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）';
export const GOALS_2015 = '《中央部门预算绩效目标管理办法》（财预〔2015〕88号）';
export const MONITORING_2019 = '《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）';
export const INTEGRATION = '《预算管理一体化规范（2.0版）》（财办〔2023〕12号）';
export const EVALUATION_2020 = '《项目支出绩效评价管理办法》（财预〔2020〕10号）';
