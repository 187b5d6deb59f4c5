import {
  type Disclosure,
  describeSubject,
  type Finding,
  groupDigits,
  lapsedWord,
  type Origin,
  originsOf,
  placeWords,
  type Report,
  type Severity,
} from '@jizhun/model';
import type { Artifact, ArtifactLocation, Fix, Location, Log, Replacement, ReportingDescriptor, Result } from 'sarif';
import type { RuleWords } from './catalogue.ts';
import type { ReportSource } from './html-report.ts';

/** A document of the report, and which artifact of the log it is. */
type Checked = Report['documents'][number] & { artifact: number };

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, Result.level>;
/** The name under which fingerprints stand; it changes when their recipe does. */
const FINGERPRINT = 'jizhun/v1';
/** More places than this of one finding are not named. */
const MOST_PLACES = 20;

/**
 * The report as a SARIF 2.1.0 log: one run, the documents as artifacts. Places in sheets and tables are logical locations
 * (printed names) with cell and page as properties; text files have regions besides. What could not be checked is an
 * `open` result, what was answered for a suppressed one, what a baseline knew and is gone an `absent` one.
 */
export function sarifLog({ report, disclosures, rules, date, tool }: ReportSource): Log {
  const { name, version } = /^(?<name>.+?) (?<version>\d\S*)$/.exec(tool)?.groups ?? { name: tool };
  const indexOf = new Map(rules.map(({ id }, i) => [id, i]));
  const rule = (id: string) => ({ ruleId: id, ...(indexOf.has(id) ? { ruleIndex: indexOf.get(id) } : {}) });
  const compared = report.documents.some(({ baseline }) => baseline !== undefined);
  const state = (value: Result.baselineState) => (compared ? { baselineState: value } : {});
  const { documents, artifacts } = withArtifacts(report.documents);
  const results = documents.flatMap((document, i): Result[] => {
    const disclosure = disclosures[i];
    const of = (finding: Finding): Result => ({
      ...rule(finding.rule),
      ...resultOf(finding, document, documents, disclosure),
      ...state('new'),
    });
    return [
      ...document.findings.map((finding): Result => ({ ...of(finding), suppressions: [] })),
      ...document.suppressed.map((finding): Result => {
        const { reason, by, at, expires, version: forVersion } = finding;
        const properties = defined({ by, at, expires, version: forVersion });
        return {
          ...of(finding),
          suppressions: [{ kind: 'external', status: 'accepted', justification: reason, properties }],
        };
      }),
      ...document.unchecked.map(
        ({ rule: id, missing }): Result => ({
          ...rule(id),
          kind: 'open',
          level: 'none',
          message: message(`未核对：${missing}`),
          locations: [{ physicalLocation: artifactAt(document) }],
          suppressions: [],
          ...state('new'),
        }),
      ),
      ...(document.baseline?.gone ?? []).map(
        ({ rule: id, fingerprint, about }): Result => ({
          ...rule(id),
          message: message(about),
          locations: [{ physicalLocation: artifactAt(document) }],
          partialFingerprints: { [FINGERPRINT]: fingerprint },
          suppressions: [],
          ...state('absent'),
        }),
      ),
    ];
  });
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: name ?? tool,
            ...(version === undefined ? {} : { version, semanticVersion: version }),
            language: 'zh-CN',
            rules: rules.map(descriptorOf),
          },
        },
        language: 'zh-CN',
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolConfigurationNotifications: (report.lapsed ?? []).map((one) => ({
              level: 'warning',
              message: message(`忽略没有生效：${lapsedWord(one)}。${one.about ?? one.fingerprint ?? one.path ?? ''}`),
              descriptor: { id: one.state },
              associatedRule: { id: one.rule, ...(indexOf.has(one.rule) ? { index: indexOf.get(one.rule) } : {}) },
            })),
          },
        ],
        artifacts,
        results,
        properties: { date },
      },
    ],
  };
}

/** A text without arguments: a brace stands twice, lest `{0}` be taken for the place of one (SARIF 3.11.5). */
function message(text: string): { text: string } {
  return { text: text.replace(/[{}]/g, '$&$&') };
}

function descriptorOf({ id, title, severity, scope, why, basis }: RuleWords): ReportingDescriptor {
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: message(title),
    fullDescription: message(why),
    help: message([why, ...basis.map((one) => `依据：${one}`)].join('\n')),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { scope, basis },
  };
}

function resultOf(
  finding: Finding,
  document: Checked,
  documents: readonly Checked[],
  disclosure: Disclosure | undefined,
): Result {
  const { severity, message: said, advice, origins, fingerprint, basis, paths, others } = finding;
  const [first, ...more] = locationsOf(origins, document);
  const name = describeSubject(finding);
  const place: Location = first ?? { physicalLocation: artifactAt(document) };
  const related = [
    ...more,
    ...(others ?? []).flatMap(({ document: other, origins }) => {
      const there = documents[other];
      return there ? locationsOf(origins, there) : [];
    }),
  ];
  const fix = disclosure && finding.fix ? fixOf(finding.fix, document, disclosure) : undefined;
  return {
    kind: 'fail',
    level: LEVELS[severity],
    message: message(advice === undefined ? said : `${said}\n建议：${advice}`),
    locations: [
      {
        ...place,
        ...(name === ''
          ? {}
          : {
              logicalLocations: [{ name: lastName(finding) ?? name, fullyQualifiedName: name, kind: kindOf(finding) }],
            }),
      },
    ],
    ...(related.length > 0
      ? { relatedLocations: related.slice(0, MOST_PLACES).map((location, id) => ({ id, ...location })) }
      : {}),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { [FINGERPRINT]: fingerprint } }),
    ...(fix ? { fixes: [fix] } : {}),
    properties: { paths, ...(basis === undefined ? {} : { basis }) },
  };
}

function lastName({ subject }: Finding): string | undefined {
  const { sheet, table, section, level1, level2, level3, row, column } = subject;
  return [column, row, level3, level2, level1, section, table, sheet].find((name) => name);
}

/** Kinds of our own: the names that SARIF lists are for programs. */
function kindOf({ subject }: Finding): string {
  const { table, section, level1, level3, row, column } = subject;
  if (level3) return 'indicator';
  if (row && column) return 'cell';
  if (row) return 'row';
  if (column) return 'column';
  if (level1) return 'level';
  return table ? 'table' : section ? 'section' : 'sheet';
}

function locationsOf(origins: readonly Origin[], document: Checked): Location[] {
  const seen = new Set<string>();
  return origins.flatMap((origin): Location[] => {
    const { part, cell, range, row, column, page, box, line, span } = origin;
    const words = placeWords(origin, document.source.mediaType, 'brief').join(' ');
    const key = JSON.stringify([words, span]);
    if (seen.has(key)) return [];
    seen.add(key);
    const region = isText(document) && line !== undefined ? { region: regionOf(line, span) } : {};
    return [
      {
        physicalLocation: { ...artifactAt(document), ...region },
        message: message(words),
        properties: defined({
          part,
          cell,
          range,
          row,
          column,
          page,
          box,
          paragraph: isText(document) ? undefined : line,
        }),
      },
    ];
  });
}

function artifactAt({ source, artifact }: Checked): { artifactLocation: ArtifactLocation } {
  return { artifactLocation: { uri: uriOf(source.name), index: artifact } };
}

/** Each file is one artifact, however often it was given. */
function withArtifacts(given: Report['documents']): { documents: Checked[]; artifacts: Artifact[] } {
  const artifacts: Artifact[] = [];
  const known = new Map<string, number>();
  const documents = given.map((document): Checked => {
    const { name, mediaType, sha256 } = document.source;
    const key = JSON.stringify([name, mediaType, sha256]);
    const artifact = known.get(key) ?? artifacts.length;
    if (artifact === artifacts.length)
      artifacts.push({ location: { uri: uriOf(name) }, mimeType: mediaType, hashes: { 'sha-256': sha256 } });
    known.set(key, artifact);
    return { ...document, artifact };
  });
  return { documents, artifacts };
}

/** Files whose lines are those of an editor. */
function isText({ source }: Checked): boolean {
  return /^text\/(?:plain|csv|tab-separated-values)\b/.test(source.mediaType);
}

function regionOf(line: number, span: Origin['span']) {
  return { startLine: line, ...(span ? { startColumn: span[0] + 1, endColumn: span[1] + 1 } : {}) };
}

/** A repair as replacements in the text; undefined where one of its edits is not just other words in the same place. */
function fixOf(fix: NonNullable<Finding['fix']>, document: Checked, disclosure: Disclosure): Fix | undefined {
  if (!isText(document)) return undefined;
  // One printed cell may be read as two values: it is replaced once.
  const replacements = new Map<string, Replacement>();
  for (const { path, from, to } of fix.edits) {
    const origins = originsOf(disclosure.provenance, path);
    const [origin] = origins;
    const { line, span, how } = origin ?? {};
    if (origins.length !== 1 || line === undefined || !span || how !== 'printed') return undefined;
    const key = `${line} ${span}`;
    if (replacements.has(key)) continue;
    const text = replaced(origin?.printed, span[1] - span[0], from, to);
    if (text === undefined) return undefined;
    replacements.set(key, { deletedRegion: regionOf(line, span), insertedContent: { text } });
  }
  if (replacements.size === 0) return undefined;
  return {
    description: message(fix.title),
    artifactChanges: [
      {
        ...artifactAt(document),
        replacements: [...replacements.values()],
      },
    ],
  };
}

/** What stands there afterwards; undefined unless what was read is what stands there now, to the letter. */
function replaced(printed: string | undefined, length: number, from: unknown, to: unknown): string | undefined {
  if (typeof from === 'string' && typeof to === 'string')
    return length === from.length && (printed === undefined || printed === from) ? to : undefined;
  if (typeof from !== 'number' || typeof to !== 'number' || printed === undefined || length !== printed.length)
    return undefined;
  if (!/^-?[\d,]+(?:\.\d+)?$/.test(printed) || Number(printed.replaceAll(',', '')) !== from) return undefined;
  const decimals = /\.(\d+)$/.exec(printed)?.[1]?.length ?? 0;
  const figure = to.toFixed(Math.max(decimals, /\.(\d+)$/.exec(String(to))?.[1]?.length ?? 0));
  return printed.includes(',') ? groupDigits(figure) : figure;
}

/** A file name or path as a URI reference: relative stays relative, absolute becomes `file:`. */
function uriOf(name: string): string {
  const path = name.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${path}` : path;
}

/** Without the members that are not there. */
function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
