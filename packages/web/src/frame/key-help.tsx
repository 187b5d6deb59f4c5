import { Modal } from 'antd';
import type { ReactNode } from 'react';

const groups: readonly { title: string; keys: readonly (readonly [keys: string, meaning: string])[] }[] = [
  {
    title: '各处',
    keys: [
      ['/', '搜索文件；在单位、项目、人员、权限页：搜索本页'],
      ['?', '显示本表'],
      ['U', '撤销刚才的删除'],
      ['Esc', '清空搜索，关闭窗口，取消选择'],
    ],
  },
  {
    title: '文件列表',
    keys: [
      ['↑ ↓', '逐行移动'],
      ['Home End', '第一行、最后一行'],
      ['Enter', '打开文件'],
      ['空格', '勾选文件，以便一起核对'],
      ['Delete', '删除文件（可撤销）'],
    ],
  },
  {
    title: '人员、权限',
    keys: [
      ['↑ ↓', '在人员中：逐行移动'],
      ['Enter', '打开人员；在权限表中：看所选一格的说明'],
      ['↑ ↓ ← →', '在权限表中：逐格移动'],
      ['Home End', '在权限表中：本行第一格、最后一格'],
    ],
  },
  {
    title: '一份文件',
    keys: [
      ['J K', '下一处、上一处问题'],
      ['Enter', '在问题上：定位到单元格'],
      ['↑ ↓ ← →', '在表中：移到相邻单元格'],
      ['Esc', '在表中：回到问题'],
      ['S', '所选单元格的出处'],
      ['Y', '与原件左右对照'],
      ['F2', '更正所选单元格的读取结果'],
      ['A', '在问题上：应用建议的修改'],
      ['I', '在问题上：忽略并说明理由'],
      ['Ctrl+Z', '撤销刚才的更正'],
      ['P', '显示或收起右侧面板'],
      ['O', '显示或收起目录'],
    ],
  },
];

export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  return (
    <Modal title="按键" open={open} onCancel={onClose} footer={null} width={560} destroyOnHidden>
      {groups.map((group) => (
        <section key={group.title} className="key-group">
          <h2>{group.title}</h2>
          <dl>
            {group.keys.map(([keys, meaning]) => (
              <div key={keys + meaning}>
                <dt>
                  {keys.split(' ').map((k) => (
                    <kbd key={k}>{k}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
