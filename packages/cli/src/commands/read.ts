import { UsageError } from '../arguments.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { openOutput } from '../output.ts';
import { readInputs } from '../readings.ts';
import { createStyle } from '../text/style.ts';

export const read: Command = {
  name: 'read',
  usage: '文件或文件夹…',
  summary: '读出文件中的绩效目标表、预算表和文字中的数字',
  options: [
    { name: 'format', value: '格式', choices: ['text', 'json'], summary: 'text 提纲（默认）；json 完整的读取结果' },
    { name: 'output', short: 'o', value: '文件', summary: '写入文件，不写则输出到屏幕' },
    { name: 'name', value: '文件名', summary: '从标准输入（-）读取时的文件名' },
    { name: 'quiet', short: 'q', summary: '不显示进度和提示' },
  ],
  details: [
    '可以同时给出多个文件和文件夹，文件夹连同下级一并读取；“-”表示标准输入。',
    'json 格式：一份文件输出一个 JSON 文档，多份文件每行一个（JSON Lines）。',
    '退出状态：0 全部读出；2 有文件未能读取（原因见标准错误）。',
  ],
  examples: ['jizhun read 预算公开.docx', 'jizhun read 预算公开.docx --format json -o 读取结果.json'],
  async run(args, terminal) {
    if (args.positionals.length === 0) throw new UsageError('没有写出要读取的文件。');
    const json = args.value('format') === 'json';
    const quiet = args.has('quiet');
    const toFile = args.has('output');
    const layout = { width: toFile ? 80 : terminal.width, style: toFile ? createStyle(false) : terminal.style };
    const { printReading } = await import('../text/reading.ts');
    const output = openOutput(args.value('output'), terminal);
    let taken = 0;
    try {
      const refused = await readInputs(
        args.positionals,
        { stdinName: args.value('name'), quiet },
        terminal,
        ({ disclosure, notices }) => {
          taken++;
          output.print(json ? JSON.stringify(disclosure) : printReading(disclosure, layout));
          if (!quiet) for (const notice of notices) terminal.warn(`${disclosure.source.name}：${notice.message}`);
        },
      );
      if (!quiet && taken + refused > 1)
        terminal.warn(`共 ${taken + refused} 份文件：读出 ${taken} 份${refused > 0 ? `，未能读取 ${refused} 份` : ''}`);
      return refused > 0 ? FAILED : CLEAN;
    } finally {
      output.close();
    }
  },
};
