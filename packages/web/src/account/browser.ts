const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Edg\/(\d+)/, 'Edge'],
  [/(?:360SE|360EE|QIHU)/, '360 浏览器'],
  [/MetaSr/, '搜狗浏览器'],
  [/QQBrowser\/(\d+)/, 'QQ 浏览器'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).* Safari/, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome 120，Windows` of what a browser says of itself; the first words of it where it is not known. */
export function browserOf(agent: string): string {
  const found = browsers.map(([pattern, name]) => ({ name, match: pattern.exec(agent) })).find(({ match }) => match);
  if (found === undefined) return agent === '' ? '未说明' : agent.slice(0, 40);
  const version = found.match?.[1];
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1];
  return `${found.name}${version === undefined ? '' : ` ${version}`}${system === undefined ? '' : `，${system}`}`;
}
