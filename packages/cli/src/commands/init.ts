import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { type Arguments, UsageError } from '../arguments.ts';
import { beginningOf, beginningOptions, showAccounts, systemUser } from '../beginning.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { dataDirectory } from '../data-directory.ts';
import { describeFailure } from '../failure.ts';
import { describeFileError } from '../files.ts';
import { OutputError } from '../output.ts';
import { type Questions, questionsOn } from '../questions.ts';

const LOCAL = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

type Https = { how: 'files'; certificate: string; key: string } | { how: 'self-signed' } | { how: 'none' };

export const init: Command = {
  name: 'init',
  usage: '[目录]',
  summary: '建立正式使用的数据目录：财政部门、三名管理员、访问的名称和 HTTPS 证书',
  options: [
    ...beginningOptions,
    {
      name: 'host',
      value: '主机名',
      multiple: 'commas',
      summary: '在其他电脑上打开网页所用的主机名或地址，可重复，或以逗号相连；不写则只供本机',
    },
    { name: 'listen', value: '地址', summary: `监听的网络地址；不写时，写了 --host 为 ${EVERYWHERE}，没写为 ${LOCAL}` },
    { name: 'port', value: '端口', summary: '网页的端口；不写时用 7788，被占用则顺延' },
    { name: 'certificate', value: '文件', summary: 'HTTPS 证书（PEM，含中间证书），复制到数据目录' },
    { name: 'key', value: '文件', summary: '证书的私钥（PEM，不设口令），复制到数据目录，只有本账号可读' },
    { name: 'self-signed', summary: '生成自签名证书：浏览器会警告，连接仍是加密的' },
    { name: 'http', summary: '不用 HTTPS：口令和内容在网络上不加密，只宜供本机' },
  ],
  details: [
    '在终端上逐项提问；各项也可用选项写明，供脚本使用。目录须是新的或空的；中途失败不会留下半成品。',
    '系统、安全、审计三名管理员须是三个人。其他单位、人员由系统管理员登录后导入，角色由安全管理员授予。',
    '正式的数据目录不提供演示登录，以后也不能改为演示。建立后用 jizhun serve --data 目录 启动。',
    '设置了环境变量 DATABASE_URL 时，数据放在它所指的空数据库中，目录只存放配置、证书和检查点。',
  ],
  examples: [
    'jizhun init /srv/jizhun',
    'jizhun init /srv/jizhun --name 某县财政局 --system 张三:zhangsan --security 李四:lisi --audit 王五:wangwu --host jx.example.gov.cn --self-signed',
  ],
  async run(args, terminal) {
    const [named, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError('只能写一个目录。');
    const directory = named === undefined ? dataDirectory(undefined).path : path.resolve(named);
    if (existsSync(directory) && readdirSync(directory).length > 0) {
      terminal.warn(`目录 ${directory} 不是空的。请换一个新的目录；已有的数据不会改动。`);
      return FAILED;
    }
    const questions = process.stdin.isTTY ? questionsOn(process.stdin, process.stderr) : undefined;
    try {
      const beginning = await beginningOf(args, questions);
      const reach = await reachOf(args, questions);
      const https = await httpsOf(args, reach.hosts, questions);
      const now = () => new Date();
      const tls = await keyPairOf(https, reach.hosts, now());
      const { initialise } = await import('@jizhun/server/initialise');
      const accounts = await initialise(
        { ...beginning, ...reach, tls },
        {
          dataDirectory: directory,
          databaseUrl: process.env.DATABASE_URL,
          user: systemUser(),
          now,
          say: (line) => terminal.warn(line),
        },
      );
      terminal.print(`已建立 ${beginning.name} 的数据目录：${directory}`);
      showAccounts(accounts, terminal);
      if (tls === undefined && reach.listen !== LOCAL)
        terminal.print('没有启用 HTTPS：口令和内容在网络上不加密，请尽快配置证书。');
      terminal.print(`启动：jizhun serve --data ${directory}`);
      return CLEAN;
    } catch (error) {
      if (error instanceof UsageError || error instanceof OutputError) throw error;
      terminal.warn(`没有建立：${describeFailure(error)}`);
      return FAILED;
    } finally {
      questions?.close();
    }
  },
};

/** Under which names and at which address the page is reached. */
async function reachOf(
  args: Arguments,
  questions: Questions | undefined,
): Promise<{ hosts: string[]; listen: string; port?: number }> {
  const given = args.values('host');
  const { faultOf } = await import('@jizhun/server/initialise');
  const hostsIn = (text: string) =>
    text
      .split(/[,，]/)
      .map((host) => host.trim())
      .filter((host) => host !== '');
  const hosts =
    given.length > 0 || questions === undefined
      ? given.map((host) => host.trim())
      : hostsIn(
          await questions.ask(`其他电脑打开网页所用的主机名（本机名 ${hostname()}），多个以逗号相连，只供本机的不填`, {
            usual: '',
            fault: (text) =>
              hostsIn(text)
                .map(faultOf.host)
                .find((fault) => fault !== undefined),
          }),
        );
  const port = args.value('port');
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new UsageError(`端口应为 1 到 65535 之间的整数，写的是“${port}”。`);
  }
  return {
    hosts,
    listen: args.value('listen') ?? (hosts.length > 0 ? EVERYWHERE : LOCAL),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

async function httpsOf(args: Arguments, hosts: readonly string[], questions: Questions | undefined): Promise<Https> {
  const certificate = args.value('certificate');
  const key = args.value('key');
  const ways = [certificate !== undefined || key !== undefined, args.has('self-signed'), args.has('http')];
  if (ways.filter(Boolean).length > 1) throw new UsageError('--certificate、--self-signed、--http 只能用一种。');
  if (certificate !== undefined && key !== undefined) return { how: 'files', certificate, key };
  if (certificate !== undefined || key !== undefined) throw new UsageError('--certificate 和 --key 要一起写。');
  if (args.has('self-signed')) return { how: 'self-signed' };
  if (args.has('http') || hosts.length === 0) return { how: 'none' };
  if (questions === undefined) throw new UsageError('缺少 --certificate 和 --key，或 --self-signed，或 --http。');
  const answer = await questions.ask('HTTPS：1 已有证书；2 生成自签名证书；3 不用（不加密）', {
    usual: '2',
    fault: (text) => (/^[123]$/.test(text) ? undefined : '请填 1、2 或 3。'),
  });
  if (answer === '2') return { how: 'self-signed' };
  if (answer === '3') return { how: 'none' };
  const fault = (file: string) => (existsSync(file) ? undefined : `没有文件“${file}”。`);
  return {
    how: 'files',
    certificate: await questions.ask('证书文件（PEM）', { fault }),
    key: await questions.ask('私钥文件（PEM）', { fault }),
  };
}

async function keyPairOf(https: Https, hosts: readonly string[], now: Date) {
  if (https.how === 'none') return undefined;
  if (https.how === 'self-signed') {
    const { makeCertificate } = await import('@jizhun/server/initialise');
    return makeCertificate([...hosts, 'localhost', LOCAL], now);
  }
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new OutputError(describeFileError(file, error));
    }
  };
  return { certificate: read(https.certificate), key: read(https.key) };
}
