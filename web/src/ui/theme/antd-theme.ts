import { theme, type ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import type { Locale } from 'antd/es/locale';
import type { Language } from '@/api/contract';
import { fontStack, monoStack, palettes, type Mode } from './tokens';

/** @param narrow on a telephone what is touched is at least 40 pixels high */
export function antdTheme(mode: Mode, language: string, still: boolean, narrow = false): ThemeConfig {
  const p = palettes[mode];
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p.accent,
      colorInfo: p.info,
      colorSuccess: p.good,
      colorWarning: p.warn,
      colorError: p.bad,
      colorLink: p.accent,
      colorLinkHover: p.accentHover,
      colorTextLightSolid: p.onAccent,
      colorBgLayout: p.paper,
      colorBgContainer: p.surface,
      colorBgElevated: mode === 'dark' ? p.raised : p.surface,
      colorBorder: p.lineStrong,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextDescription: p.ink3,
      colorTextPlaceholder: p.ink3,
      fontFamily: fontStack(language),
      fontFamilyCode: monoStack,
      fontSize: 14,
      fontSizeSM: 13,
      borderRadius: 5,
      borderRadiusLG: 7,
      controlHeight: narrow ? 40 : 34,
      ...(narrow && { controlHeightSM: 40 }),
      wireframe: false,
      motion: !still,
      boxShadow: p.shadow,
      boxShadowSecondary: p.shadow,
    },
    components: {
      Table: {
        headerBg: p.raised,
        headerColor: p.ink2,
        headerSplitColor: 'transparent',
        cellPaddingBlockMD: 9,
        cellPaddingInlineMD: 12,
        rowHoverBg: p.accentSoft,
        borderColor: p.line,
      },
      Tabs: { horizontalItemPadding: '10px 0', titleFontSize: 14 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px', labelColor: p.ink2 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Tag: { defaultBg: p.sunken, defaultColor: p.ink2 },
      Drawer: { footerPaddingBlock: 12, footerPaddingInline: 24 },
      Segmented: { trackBg: p.sunken },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#39474b' : '#24302f' },
    },
  };
}

/** English comes along; the Chinese ones are fetched when they are spoken. */
export async function antdLocale(language: Language): Promise<Locale> {
  if (language === 'zh-Hans') return (await import('antd/locale/zh_CN')).default;
  if (language === 'zh-Hant') return (await import('antd/locale/zh_TW')).default;
  return enUS;
}
