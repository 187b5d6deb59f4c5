/**
 * What the OASIS standard SARIF 2.1.0 (Errata 01) asks of a log, written anew from its text and its definitions of
 * objects: their members and no others, which of them must be there, values, bounds, items that must differ, and
 * references that must lead somewhere. The schema itself is not ours to hand on. Objects that only tools for programs
 * write (stacks, code flows, graphs, web requests, version control) are not described: who writes one adds it here.
 */

/** What a member may hold. */
type Shape = (value: unknown, at: string) => string[];

interface Members {
  /** By name; a name ending with `!` must be there. */
  readonly [name: string]: Shape;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const unless = (holds: boolean, at: string, problem: string): string[] => (holds ? [] : [`${at}: ${problem}`]);

const text: Shape = (value, at) => unless(typeof value === 'string', at, 'no string');
const boolean: Shape = (value, at) => unless(typeof value === 'boolean', at, 'no boolean');
const matching =
  (pattern: RegExp, what: string): Shape =>
  (value, at) =>
    unless(typeof value === 'string' && pattern.test(value), at, `no ${what}`);
const oneOf =
  (...values: readonly string[]): Shape =>
  (value, at) =>
    unless(typeof value === 'string' && values.includes(value), at, `none of ${values.join(', ')}`);
const integer =
  (least: number): Shape =>
  (value, at) =>
    unless(Number.isInteger(value) && Number(value) >= least, at, `no integer from ${least} on`);
const number =
  (least: number, most: number): Shape =>
  (value, at) =>
    unless(typeof value === 'number' && value >= least && value <= most, at, `not between ${least} and ${most}`);
const dictionary =
  (of: Shape): Shape =>
  (value, at) =>
    isRecord(value) ? Object.entries(value).flatMap(([name, one]) => of(one, `${at}/${name}`)) : [`${at}: no object`];

/** `different` where no item may be there twice. */
const list =
  (of: Shape, { least = 0, different = false } = {}): Shape =>
  (value, at) => {
    if (!Array.isArray(value)) return [`${at}: no array`];
    const known = new Set(value.map((one) => JSON.stringify(one)));
    return [
      ...unless(value.length >= least, at, `fewer than ${least}`),
      ...unless(!different || known.size === value.length, at, 'the same twice'),
      ...value.flatMap((one, i) => of(one, `${at}/${i}`)),
    ];
  };
const set = (of: Shape, least = 0): Shape => list(of, { least, different: true });

/** An object with these members, and one of `either`. Members that name objects are looked up late: some hold each other. */
const object =
  (members: () => Members, ...either: readonly string[]): Shape =>
  (value, at) => {
    if (!isRecord(value)) return [`${at}: no object`];
    const shapes = { ...members(), properties: bag };
    const known = new Map(Object.entries(shapes).map(([name, shape]) => [name.replace('!', ''), shape]));
    const needed = Object.keys(shapes).filter((name) => name.endsWith('!'));
    return [
      ...needed.flatMap((name) =>
        unless(value[name.slice(0, -1)] !== undefined, at, `${name.slice(0, -1)} is missing`),
      ),
      ...unless(
        either.length === 0 || either.some((name) => value[name] !== undefined),
        at,
        `none of ${either.join(', ')}`,
      ),
      ...Object.entries(value).flatMap(([name, one]) => {
        const shape = known.get(name);
        return shape ? shape(one, `${at}/${name}`) : [`${at}: ${name} is no member`];
      }),
    ];
  };

const bag: Shape = (value, at) =>
  isRecord(value)
    ? [
        ...Object.entries(value).flatMap(([name, one]) => unless(one !== undefined, at, `${name} is undefined`)),
        ...(value.tags === undefined ? [] : set(text)(value.tags, `${at}/tags`)),
      ]
    : [`${at}: no object`];

const uri: Shape = (value, at) => unless(typeof value === 'string' && URL.canParse(value), at, 'no absolute URI');
/** RFC 3986: only the characters of a URI, a colon in the first step only after a scheme. */
const uriReference = matching(
  /^(?:[A-Za-z][\w+.-]*:|(?![^/?#]*:))(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[\dA-Fa-f]{2})*$/,
  'URI reference',
);
const utc = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/, 'time in UTC');
const language = matching(/^[a-zA-Z]{2}(?:-[a-zA-Z]{2})?$/, 'language');
const guid = matching(/^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i, 'GUID');
const level = oneOf('none', 'note', 'warning', 'error');
/** 3.11.5: a brace that is meant stands twice; `{0}` is the place of the first argument. */
const formatted: Shape = (value, at) => [
  ...text(value, at),
  ...unless(!/[{}]/.test(String(value).replace(/\{\{|\}\}/g, '')), at, 'a brace stands alone'),
];
const index = integer(-1);

const message = object(() => ({ text: formatted, markdown: formatted, id: text, arguments: list(text) }), 'text', 'id');
const multiformat = object(() => ({ 'text!': formatted, markdown: formatted }));
const artifactLocation = object(() => ({ uri: uriReference, uriBaseId: text, index, description: message }));
const content = object(() => ({ text, binary: text, rendered: multiformat }));
const region = object(
  () => ({
    startLine: integer(1),
    startColumn: integer(1),
    endLine: integer(1),
    endColumn: integer(1),
    charOffset: integer(-1),
    charLength: integer(0),
    byteOffset: integer(-1),
    byteLength: integer(0),
    snippet: content,
    message,
    sourceLanguage: text,
  }),
  'startLine',
  'charOffset',
  'byteOffset',
);
const physicalLocation = object(() => ({ artifactLocation, region, contextRegion: region }), 'artifactLocation');
const logicalLocation = object(() => ({
  name: text,
  index,
  fullyQualifiedName: text,
  decoratedName: text,
  parentIndex: index,
  kind: text,
}));
const location = object(() => ({
  id: index,
  physicalLocation,
  logicalLocations: set(logicalLocation),
  message,
  annotations: set(region),
}));
const descriptorReference = object(() => ({ id: text, index, guid }), 'index', 'guid', 'id');
const configuration = object(() => ({ enabled: boolean, level, rank: number(-1, 100), parameters: bag }));
const descriptor = object(() => ({
  'id!': text,
  deprecatedIds: set(text),
  guid,
  name: text,
  deprecatedNames: set(text),
  shortDescription: multiformat,
  fullDescription: multiformat,
  messageStrings: dictionary(multiformat),
  defaultConfiguration: configuration,
  helpUri: uri,
  help: multiformat,
}));
const component = object(() => ({
  guid,
  'name!': text,
  organization: text,
  product: text,
  productSuite: text,
  shortDescription: multiformat,
  fullDescription: multiformat,
  fullName: text,
  version: text,
  semanticVersion: matching(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/, 'semantic version'),
  downloadUri: uri,
  informationUri: uri,
  notifications: set(descriptor),
  rules: set(descriptor),
  language,
  isComprehensive: boolean,
}));
const notification = object(() => ({
  locations: set(location),
  'message!': message,
  level,
  timeUtc: utc,
  descriptor: descriptorReference,
  associatedRule: descriptorReference,
}));
const invocation = object(() => ({
  commandLine: text,
  arguments: list(text),
  startTimeUtc: utc,
  endTimeUtc: utc,
  exitCode: integer(Number.MIN_SAFE_INTEGER),
  toolExecutionNotifications: list(notification),
  toolConfigurationNotifications: list(notification),
  'executionSuccessful!': boolean,
}));
const replacement = object(() => ({ 'deletedRegion!': region, insertedContent: content }));
const change = object(() => ({
  'artifactLocation!': artifactLocation,
  'replacements!': list(replacement, { least: 1 }),
}));
const fix = object(() => ({ description: message, 'artifactChanges!': set(change, 1) }));
const suppression = object(() => ({
  guid,
  'kind!': oneOf('inSource', 'external'),
  status: oneOf('accepted', 'underReview', 'rejected'),
  justification: text,
  location,
}));
const result = object(() => ({
  ruleId: text,
  ruleIndex: index,
  rule: descriptorReference,
  kind: oneOf('notApplicable', 'pass', 'fail', 'review', 'open', 'informational'),
  level,
  'message!': message,
  analysisTarget: artifactLocation,
  locations: list(location),
  guid,
  correlationGuid: guid,
  occurrenceCount: integer(1),
  partialFingerprints: dictionary(text),
  fingerprints: dictionary(text),
  relatedLocations: set(location),
  suppressions: set(suppression),
  baselineState: oneOf('new', 'unchanged', 'updated', 'absent'),
  rank: number(-1, 100),
  fixes: set(fix),
}));
const artifact = object(() => ({
  description: message,
  location: artifactLocation,
  parentIndex: index,
  offset: integer(0),
  length: integer(-1),
  roles: set(text),
  mimeType: matching(/[^/]+\/.+/, 'media type'),
  contents: content,
  encoding: text,
  sourceLanguage: text,
  hashes: dictionary(text),
  lastModifiedTimeUtc: utc,
}));
const run = object(() => ({
  'tool!': object(() => ({ 'driver!': component, extensions: set(component) })),
  invocations: list(invocation),
  language,
  originalUriBaseIds: dictionary(artifactLocation),
  artifacts: set(artifact),
  logicalLocations: set(logicalLocation),
  results: list(result),
  baselineGuid: guid,
  redactionTokens: set(text),
  defaultEncoding: text,
  defaultSourceLanguage: text,
  newlineSequences: set(text, 1),
  columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
}));
const log = object(() => ({ $schema: uri, 'version!': oneOf('2.1.0'), 'runs!': list(run) }));

/** Every value in a tree, with where it stands. */
function* values(tree: unknown, at: string): Generator<[value: unknown, at: string]> {
  yield [tree, at];
  if (typeof tree !== 'object' || tree === null) return;
  for (const [name, one] of Object.entries(tree)) yield* values(one, `${at}/${name}`);
}

/** Indexes that lead nowhere, or to another thing than is named beside them. */
function danglingIn(one: Readonly<Record<string, unknown>>, at: string): string[] {
  const driver = isRecord(one.tool) && isRecord(one.tool.driver) ? one.tool.driver : {};
  const rules = Array.isArray(driver.rules) ? driver.rules : [];
  const artifacts = Array.isArray(one.artifacts) ? one.artifacts : [];
  return [...values(one.results, `${at}/results`)].flatMap(([value, where]) => {
    if (!isRecord(value)) return [];
    const { ruleIndex, ruleId, artifactLocation: place, level: of, kind } = value;
    return [
      ...(typeof ruleIndex === 'number' ? unless(rules[ruleIndex]?.id === ruleId, where, 'another rule') : []),
      ...(isRecord(place) && typeof place.index === 'number'
        ? unless(artifacts[place.index]?.location?.uri === place.uri, where, 'another artifact')
        : []),
      // 3.27.10: only a failure has a level.
      ...(kind === undefined || kind === 'fail' || of === undefined ? [] : unless(of === 'none', where, 'a level')),
    ];
  });
}

/** What of a log is not as SARIF 2.1.0 asks; nothing where all is. */
export function sarifProblems(value: unknown): string[] {
  const runs = isRecord(value) && Array.isArray(value.runs) ? value.runs : [];
  return [...log(value, ''), ...runs.flatMap((one, i) => (isRecord(one) ? danglingIn(one, `/runs/${i}`) : []))];
}
