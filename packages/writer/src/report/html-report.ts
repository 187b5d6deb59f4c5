import {
  type Arithmetic,
  type Disclosure,
  describeSubject,
  type Finding,
  groupDigits,
  type JsonPointer,
  joinMiddle,
  lapsedWord,
  placeWords,
  type Report,
  type Severity,
  severityMark,
  severityWord,
} from '@jizhun/model';
import type { RuleWords } from './catalogue.ts';
import { type Excerpts, excerptsOf } from './excerpt.ts';
import { paragraph, plain } from './markup.ts';
import { STYLE } from './style.ts';

type Checked = Report['documents'][number];

/** What a report is made of. */
export interface ReportSource {
  report: Report;
  /** What the rules looked at: one for each document of the report, in its order. */
  disclosures: readonly Disclosure[];
  rules: readonly RuleWords[];
  /** The day that is printed on it: 2024-03-31. */
  date: string;
  /** Name and version of the program. */
  tool: string;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** A finding with more HTML than this may be broken over two pages: kept whole it would leave too much of one blank. */
const SHORT = 1_600;

/**
 * The report as one HTML page that needs nothing else: no script, no file beside it, nothing from the network. It is
 * read on a screen, sent on, and printed on A4. The same input gives the same page.
 */
export function htmlReport(source: ReportSource): string {
  const { report, date, tool } = source;
  const [only] = report.documents;
  const name = report.documents.length === 1 ? (only?.source.name ?? '') : `${report.documents.length} 份文件`;
  const titles = new Map(source.rules.map(({ id, title }) => [id, title]));
  const titleOf = (rule: string) => titles.get(rule) ?? rule;
  const page = new Page(source, titleOf);
  return [
    '<!doctype html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="generator" content="${plain(tool)}">`,
    `<title>${plain(`核对报告 ${name} ${date}`)}</title><style>${STYLE}</style></head><body><main>`,
    page.head(),
    page.summary(),
    ...report.documents.map((document, i) => page.document(document, i)),
    page.lapsed(),
    '</main>',
    `<footer class="note"><p>错误应当改正；警告应当说明或改正；建议供参考。一个原因只报一处；四舍五入造成的差额不算错。“编号”随所涉名称和数值而定，文件另存、插入行后不变，说明理由时引用它。</p><p>本报告只列规则能够判断的事项，没有列出的不等于没有问题。${plain(tool)} 生成。</p></footer>`,
    '</body></html>\n',
  ].join('\n');
}

class Page {
  readonly #source: ReportSource;
  readonly #titleOf: (rule: string) => string;
  readonly #excerpts: Excerpts[];
  #number = 0;
  #section = 0;
  /** Sections of each document, found once for the summary and the list. */
  readonly #sections: Section[][];

  constructor(source: ReportSource, titleOf: (rule: string) => string) {
    this.#source = source;
    this.#titleOf = titleOf;
    this.#excerpts = source.disclosures.map(excerptsOf);
    this.#sections = source.report.documents.map((document, i) =>
      sectionsOf(document, source.disclosures[i]).map((section) => ({ ...section, id: `s${++this.#section}` })),
    );
  }

  head(): string {
    const { report, disclosures, date } = this.#source;
    const findings = report.documents.flatMap((document) => document.findings);
    const count = (list: (document: Checked) => number) => report.documents.reduce((n, one) => n + list(one), 0);
    const known = count(({ baseline }) => baseline?.known ?? 0);
    const counts: [number: number, word: string][] = [
      ...SEVERITIES.map((severity): [number, string] => [
        findings.filter((finding) => finding.severity === severity).length,
        `${severityMark(severity)} ${severityWord(severity)}`,
      ]),
      [count(({ suppressed }) => suppressed.length), '已说明理由'],
      ...(known > 0 ? [[known, '基线中已有'] as [number, string]] : []),
      [count(({ unchecked }) => unchecked.length), '未能核对'],
    ];
    const rows = report.documents.map((document, i) => {
      const { unit, fiscalYear } = disclosures[i] ?? {};
      return `<tr><td>${plain(document.source.name)}</td><td>${plain(unit?.name ?? '—')}</td><td class="k">${fiscalYear ?? '—'}</td>${countCells(document.findings)}</tr>`;
    });
    return [
      `<h1>核对报告</h1><p class="lead">核对日期 ${plain(date)}</p>`,
      `<table class="list"><thead><tr><th scope="col">文件</th><th scope="col">单位</th><th scope="col" class="k">年度</th>${countHeads()}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
      `<ul class="counts">${counts.map(([number, word]) => `<li><b>${number}</b>${word}</li>`).join('')}</ul>`,
    ].join('\n');
  }

  /** By rule, and by sheet or table of each document. */
  summary(): string {
    const { documents } = this.#source.report;
    const findings = documents.flatMap((document) => document.findings);
    if (findings.length === 0) return '';
    const byRule = new Map<string, Finding[]>();
    for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
    const rules = [...byRule]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([rule, list]) => `<tr><td>${plain(this.#titleOf(rule))}</td>${countCells(list)}</tr>`);
    const places = documents.flatMap((document, i) => [
      ...(documents.length > 1 && document.findings.length > 0
        ? [`<tr><th scope="colgroup" colspan="4">${plain(document.source.name)}</th></tr>`]
        : []),
      ...(this.#sections[i] ?? []).map(
        ({ id, title, findings }) => `<tr><td><a href="#${id}">${plain(title)}</a></td>${countCells(findings)}</tr>`,
      ),
    ]);
    const table = (caption: string, head: string, rows: readonly string[]) =>
      `<table class="list"><caption>${caption}</caption><thead><tr><th scope="col">${head}</th>${countHeads()}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
    return `<section><h2>汇总</h2><div class="pair">${table('按规则', '规则', rules)}${table('按表', '目标表、预算表', places)}</div></section>`;
  }

  document(document: Checked, i: number): string {
    const { source, findings, suppressed, unchecked, baseline } = document;
    const known = suppressed.length + (baseline?.known ?? 0);
    return [
      `<section><h2>${plain(source.name)}</h2>`,
      findings.length === 0 ? `<p class="fine">${known > 0 ? '没有其他问题。' : '未发现问题。'}</p>` : '',
      ...(this.#sections[i] ?? []).flatMap(({ id, title, findings }) => [
        `<h3 id="${id}">${plain(title)}</h3>`,
        ...findings.map((finding) => this.#finding(finding, document, i)),
      ]),
      this.#suppressed(suppressed),
      baseline === undefined ? '' : this.#baseline(baseline),
      unchecked.length === 0
        ? ''
        : `<h3>未能核对</h3><p class="label">缺少一方而无法比较，不作结论。</p><table class="list"><thead><tr><th scope="col">规则</th><th scope="col">缺少什么</th></tr></thead><tbody>${unchecked
            .map(({ rule, missing }) => `<tr><td>${plain(this.#titleOf(rule))}</td><td>${plain(missing)}</td></tr>`)
            .join('')}</tbody></table>`,
      '</section>',
    ]
      .filter((part) => part !== '')
      .join('\n');
  }

  #finding(finding: Finding, document: Checked, at: number): string {
    const { severity, message, arithmetic, expected, actual, advice, basis, fix, fingerprint, paths, subject } =
      finding;
    const where = [describeSubject(finding), placesOf(finding, document)].filter((words) => words !== '').join('　');
    const words = [actual, subject.row, subject.column];
    const own = this.#excerpts[at]?.of({ paths, severity, words }) ?? '';
    const others = (finding.others ?? []).map(({ document: other, paths }) => {
      const there = this.#source.report.documents[other];
      return there
        ? `<p class="label">对照：${plain(there.source.name)}</p>${this.#excerpts[other]?.of({ paths, severity: 'info', words }) ?? ''}`
        : '';
    });
    const body = [
      where === '' ? '' : `<p class="where">${plain(where)}</p>`,
      `<p>${paragraph(message)}</p>`,
      own,
      ...others,
      arithmetic ? sumTable(arithmetic) : '',
      !arithmetic && actual !== undefined && !message.includes(actual)
        ? `<p class="be"><b>印为</b>${paragraph(actual)}</p>`
        : '',
      !arithmetic && expected !== undefined && !message.includes(expected)
        ? `<p class="be"><b>应为</b>${paragraph(expected)}</p>`
        : '',
      (advice ?? fix?.title) ? `<p class="do"><b>建议</b>${paragraph(advice ?? fix?.title ?? '')}</p>` : '',
      basis ? `<p class="basis">依据：${plain(basis)}</p>` : '',
    ].join('');
    const id = fingerprint === undefined ? '' : `<span class="id">编号 ${plain(fingerprint)}</span>`;
    return `<article class="finding ${severity}${body.length < SHORT ? ' short' : ''}"><header><h4>${++this.#number}. <span class="sev">${severityMark(severity)} ${severityWord(severity)}</span> ${plain(this.#titleOf(finding.rule))}</h4>${id}</header>${body}</article>`;
  }

  #suppressed(suppressed: Checked['suppressed']): string {
    if (suppressed.length === 0) return '';
    const rows = suppressed.map((finding) => {
      const { rule, message, reason, by, at, expires } = finding;
      const who = [by, at, expires && `有效至 ${expires}`].filter((word) => word).join('，');
      return `<tr><td><b>${plain(this.#titleOf(rule))}</b><br>${paragraph(message)}</td><td>${paragraph(reason)}</td><td class="k">${plain(who || '—').replace(/，/g, '<br>')}</td></tr>`;
    });
    return `<h3>已说明理由的</h3><table class="list"><thead><tr><th scope="col">问题</th><th scope="col" class="why">理由</th><th scope="col" class="k">谁、何时</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  }

  #baseline({ known, gone }: NonNullable<Checked['baseline']>): string {
    const list = gone.map(({ rule, about }) => `<li>${plain(this.#titleOf(rule))}：${plain(about)}</li>`).join('');
    return [
      known > 0 ? `<p>基线中已有 ${known} 处，没有列出。</p>` : '',
      gone.length > 0 ? `<h3>基线中有、现已不见的</h3><ul class="plain">${list}</ul>` : '',
    ].join('');
  }

  lapsed(): string {
    const { lapsed } = this.#source.report;
    if (!lapsed || lapsed.length === 0) return '';
    const rows = lapsed.map(
      (one) =>
        `<tr><td><b>${plain(this.#titleOf(one.rule))}</b><br>${plain(one.about ?? one.fingerprint ?? `位置 ${one.path}`)}</td><td>${plain(one.reason)}</td><td>${plain(lapsedWord(one))}</td></tr>`,
    );
    return `<section><h2>没有生效的忽略</h2><table class="list"><thead><tr><th scope="col">问题</th><th scope="col" class="why">理由</th><th scope="col" class="why">为什么没有生效</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
  }
}

interface Section {
  id: string;
  title: string;
  findings: Finding[];
}

/** Findings under the sheet or table that they are about, in the order of the document. */
function sectionsOf({ findings }: Checked, disclosure: Disclosure | undefined): Omit<Section, 'id'>[] {
  const sections = new Map<string, Omit<Section, 'id'>>();
  for (const finding of findings) {
    const [key, title] = placeOf(finding.paths[0] ?? '', disclosure);
    const there = sections.get(key);
    if (there) there.findings.push(finding);
    else sections.set(key, { title, findings: [finding] });
  }
  return [...sections.values()];
}

function placeOf(path: JsonPointer, disclosure: Disclosure | undefined): [key: string, title: string] {
  const [key = '', list = '', at = ''] = /^\/(\w+)\/(\d+)/.exec(path) ?? [];
  const sheet = list === 'goalSheets' ? disclosure?.goalSheets[Number(at)] : undefined;
  if (sheet) return [key, `${FORMS[sheet.form]}：${sheet.name}`];
  const table = list === 'budgetTables' ? disclosure?.budgetTables[Number(at)] : undefined;
  if (table) return [key, table.title === '' ? '没有表名的表' : table.title];
  if (list === 'statements' || list === 'paragraphs') return ['prose', '文字说明'];
  return ['file', '整份文件'];
}

const FORMS = { goal: '绩效目标', monitoring: '运行监控', 'self-evaluation': '自评', review: '审核' } as const;

/** Where in the file: the first places, and how many more there are. */
function placesOf({ origins }: Finding, { source }: Checked): string {
  const places = [...new Set(origins.map((origin) => placeWords(origin, source.mediaType, 'brief').join(' ')))];
  return places.slice(0, 2).join('；') + (places.length > 2 ? ` 等 ${places.length} 处` : '');
}

function countHeads(): string {
  return SEVERITIES.map((severity) => `<th scope="col" class="n">${severityWord(severity)}</th>`).join('');
}

function countCells(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return `<td class="n">${n === 0 ? '—' : n}</td>`;
  }).join('');
}

function sumTable(arithmetic: Arithmetic): string {
  const { terms, result, printed, difference, unit } = arithmetic;
  const shown = joinMiddle(terms);
  const all = [...shown.map(({ value }) => value), result, printed.value, difference];
  const decimals = Math.max(/元$/.test(unit) ? 2 : 0, ...all.map(decimalsOf));
  const line = (sign: string, label: string, value: number, more = '') =>
    `<td>${sign}</td><td>${plain(label)}</td><td class="v">${groupDigits(value.toFixed(decimals))}</td><td>${more}</td>`;
  const rows = [
    ...shown.map(
      ({ sign, label, value, odd }, i) =>
        `<tr${odd ? ' class="odd"' : ''}>${line(i === 0 && sign === '+' ? '' : sign, label, value, odd ? '◀ 可疑' : '')}</tr>`,
    ),
    `<tr class="t">${line('=', '算得', result)}</tr>`,
    `<tr>${line('', `${printed.label}（印出）`, printed.value)}</tr>`,
    `<tr>${line('', '相差', difference, plain(unit))}</tr>`,
  ];
  return `<table class="sum"><tbody>${rows.join('')}</tbody></table>`;
}

function decimalsOf(value: number): number {
  const [, decimals = ''] = /\.(\d+)$/.exec(String(value)) ?? [];
  return Math.min(6, decimals.length);
}
