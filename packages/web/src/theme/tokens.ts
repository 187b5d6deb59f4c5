import type { ThemeConfig } from 'antd';

/**
 * Every colour, size and font of the application, once. The style sheets take them as CSS variables (`--jz-…`), the
 * components of Ant Design as theme tokens.
 */
const colour = {
  ground: '#f4f5f7',
  paper: '#ffffff',
  text: '#1f2329',
  secondary: '#646a73',
  line: '#d9dce1',
  /** Table lines of a printed form. */
  rule: '#6b7078',
  hover: '#f2f6f9',
  /** 石青 */
  primary: '#1f5f8b',
  primaryHover: '#2a73a6',
  primaryActive: '#174a6d',
  /** 朱砂 */
  error: '#c03f2e',
  errorText: '#a93424',
  errorGround: '#fdf1ef',
  /** 藤黄: for marks and frames. */
  warning: '#b7791f',
  /** The same hue where it is read as text: 藤黄 itself has a contrast of 3.6 on white. */
  warningText: '#85560f',
  warningGround: '#fff8e6',
  info: '#646a73',
  infoGround: '#f1f3f5',
  /** 竹青 */
  fine: '#2f7d5b',
  /** The same hue where it is read as text, on a chosen row too. */
  fineText: '#27694c',
  fineGround: '#eef7f2',
  chosen: '#e8f1f8',
  head: '#f7f8fa',
} as const;

const font = {
  sans: '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Noto Sans SC Variable", sans-serif',
  serif: '"Songti SC", SimSun, "Noto Serif CJK SC", "Noto Serif SC", "Noto Serif SC Variable", serif',
  mono: 'Consolas, Menlo, "DejaVu Sans Mono", "Noto Sans SC Variable", monospace',
} as const;

const size = { text: 14, dense: 13, small: 12, radius: 4, topBar: 48, navigation: 168, navigationNarrow: 56 } as const;

/** Makes the tokens known to the style sheets. Set through the CSSOM: the page holds no inline style. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(colour)) root.style.setProperty(`--jz-${name}`, value);
  for (const [name, value] of Object.entries(font)) root.style.setProperty(`--jz-font-${name}`, value);
  for (const [name, value] of Object.entries(size)) root.style.setProperty(`--jz-size-${name}`, `${value}px`);
}

export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: colour.primary,
    colorPrimaryHover: colour.primaryHover,
    colorPrimaryActive: colour.primaryActive,
    colorLink: colour.primary,
    colorError: colour.error,
    colorWarning: colour.warning,
    colorSuccess: colour.fine,
    colorInfo: colour.primary,
    colorText: colour.text,
    colorTextSecondary: colour.secondary,
    colorTextTertiary: colour.secondary,
    colorTextDescription: colour.secondary,
    colorTextPlaceholder: colour.secondary,
    colorBorder: '#b9bec6',
    colorBorderSecondary: colour.line,
    colorBgLayout: colour.ground,
    fontFamily: font.sans,
    fontSize: size.text,
    borderRadius: size.radius,
    borderRadiusLG: size.radius,
    lineHeight: 1.5,
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    boxShadowSecondary: '0 2px 8px rgba(31, 35, 41, 0.12)',
    boxShadowTertiary: 'none',
    boxShadow: '0 2px 8px rgba(31, 35, 41, 0.12)',
  },
  components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
};
