/**
 * The look of the house, once: the same values dress our own styles (as CSS variables) and Ant Design (as tokens).
 * Paper and ink with one petrol accent; states have hues of their own that keep apart for red-green blindness too,
 * and never stand without a word or a shape beside them.
 */
export type Mode = 'light' | 'dark';

export type Palette = Record<
  | 'paper'
  | 'surface'
  | 'raised'
  | 'sunken'
  | 'line'
  | 'lineStrong'
  | 'ink'
  | 'ink2'
  | 'ink3'
  | 'accent'
  | 'accentHover'
  | 'accentSoft'
  | 'onAccent'
  | 'good'
  | 'goodSoft'
  | 'warn'
  | 'warnSoft'
  | 'bad'
  | 'badSoft'
  | 'info'
  | 'infoSoft'
  | 'ready'
  | 'ringing'
  | 'talk'
  | 'hold'
  | 'acw'
  | 'notReady'
  | 'off'
  | 'shadow',
  string
>;

export const palettes: Record<Mode, Palette> = {
  light: {
    paper: '#f3f2ed',
    surface: '#ffffff',
    raised: '#faf9f6',
    sunken: '#eceae3',
    line: '#e2dfd6',
    lineStrong: '#c5c0b3',
    ink: '#1a2225',
    ink2: '#4b5656',
    ink3: '#667070',
    accent: '#0f5c63',
    accentHover: '#0b4a50',
    accentSoft: '#e1eeec',
    onAccent: '#ffffff',
    good: '#22693f',
    goodSoft: '#e3f0e6',
    warn: '#8a5800',
    warnSoft: '#f9eed6',
    bad: '#a8321f',
    badSoft: '#fae6e1',
    info: '#1f5c92',
    infoSoft: '#e3edf6',
    ready: '#2f8052',
    ringing: '#c48a00',
    talk: '#2568a5',
    hold: '#7259ad',
    acw: '#a2621f',
    notReady: '#b4483a',
    off: '#8d9592',
    shadow: '0 1px 2px rgb(26 34 37 / 6%), 0 4px 14px rgb(26 34 37 / 5%)',
  },
  dark: {
    paper: '#12181a',
    surface: '#1a2124',
    raised: '#20292c',
    sunken: '#0e1315',
    line: '#2c3639',
    lineStrong: '#465357',
    ink: '#e8edeb',
    ink2: '#b0bab7',
    ink3: '#8f9b98',
    accent: '#5fbfb6',
    accentHover: '#7ad0c8',
    accentSoft: '#173739',
    onAccent: '#06201f',
    good: '#6fca96',
    goodSoft: '#16301f',
    warn: '#e7b85a',
    warnSoft: '#33280f',
    bad: '#f08f80',
    badSoft: '#3a1b17',
    info: '#80b7ea',
    infoSoft: '#152a3d',
    ready: '#57b885',
    ringing: '#e3b341',
    talk: '#66a6e4',
    hold: '#a898e2',
    acw: '#dd995a',
    notReady: '#e57f70',
    off: '#75817e',
    shadow: '0 1px 2px rgb(0 0 0 / 30%), 0 6px 18px rgb(0 0 0 / 25%)',
  },
};

export const latinFonts = '"Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial';
const hans = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"';
const hant = '"PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC"';

/** Simplified and traditional share code points but not shapes: each language asks for its own font first. */
export function fontStack(language: string): string {
  return `${latinFonts}, ${language === 'zh-Hant' ? `${hant}, ${hans}` : `${hans}, ${hant}`}, sans-serif`;
}

export const monoStack =
  'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace';

const kebab = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);

/** Puts the palette on the document as `--paper`, `--ink-2`, …; a style sheet names no colour of its own. */
export function wear(mode: Mode, language: string): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--${kebab(name)}`, value);
  root.style.setProperty('--font', fontStack(language));
  root.style.setProperty('--mono', monoStack);
  root.style.setProperty('color-scheme', mode);
  root.dataset.theme = mode;
}
