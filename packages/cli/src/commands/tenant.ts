import { UsageError } from '../arguments.ts';
import { beginningOf, beginningOptions, showAccounts, systemUser } from '../beginning.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { OutputError } from '../output.ts';
import { withStore } from '../own-store.ts';
import { questionsOn } from '../questions.ts';

export const tenant: Command = {
  name: 'tenant',
  usage: 'list|add',
  summary: '列出、增加租户：一套系统中各自独立的数据，互相看不到',
  options: [...beginningOptions, { name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' }],
  details: [
    '上下级财政部门在同一租户中，由系统管理员在网页上增加；租户用于互不相干的使用者共用一套系统。',
    'add 建立租户和它的三名管理员，各项在终端上提问，或用选项写明。须先停止服务。',
  ],
  examples: ['jizhun tenant list --data /srv/jizhun', 'jizhun tenant add --data /srv/jizhun'],
  async run(args, terminal) {
    const [action, ...more] = args.positionals;
    if ((action !== 'list' && action !== 'add') || more.length > 0) throw new UsageError('请写 list 或 add。');
    const questions = action === 'add' && process.stdin.isTTY ? questionsOn(process.stdin, process.stderr) : undefined;
    try {
      const beginning = action === 'add' ? await beginningOf(args, questions) : undefined;
      return await withStore(args.value('data'), terminal, async (store) => {
        if (beginning === undefined) {
          for (const { id, name, demonstration } of await store.tenants())
            terminal.print(`${id}  ${name}${demonstration ? '（演示）' : ''}`);
          return CLEAN;
        }
        const { addTenant } = await import('@jizhun/server/initialise');
        const by = { at: new Date(), actor: '程序', origin: `命令行（${systemUser()}）` };
        const { tenant: id, accounts } = await addTenant(store, beginning, by);
        terminal.print(`已增加租户 ${id}：${beginning.name}`);
        showAccounts(accounts, terminal);
        return CLEAN;
      });
    } catch (error) {
      if (error instanceof UsageError || error instanceof OutputError) throw error;
      terminal.warn(`没有完成：${describeFailure(error)}`);
      return FAILED;
    } finally {
      questions?.close();
    }
  },
};
