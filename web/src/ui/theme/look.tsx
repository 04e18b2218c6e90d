import { App as AntApp, ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import enUS from 'antd/locale/en_US';
import type { Locale } from 'antd/es/locale';
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, ThemeChoice } from '@/api/contract';
import { firstDayOfWeek } from '@/lib/languages';
import { useNarrow, useOnPaper, usePrefersDark, usePrefersStill } from '@/lib/media';
import { antdLocale, antdTheme } from './antd-theme';
import { wear, type Mode } from './tokens';

const LookContext = createContext<{ choice: ThemeChoice; mode: Mode; choose: (choice: ThemeChoice) => void }>({
  choice: 'system',
  mode: 'light',
  choose: () => {},
});
const remembered = 'callosum.theme';

/** Dresses everything below: our variables, Ant Design's tokens and its words. */
export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const [choice, setChoice] = useState<ThemeChoice>(
    () => (localStorage.getItem(remembered) as ThemeChoice | null) ?? 'system',
  );
  const dark = usePrefersDark();
  const still = usePrefersStill();
  const narrow = useNarrow();
  const paper = useOnPaper();
  // paper is white: what is light on dark by night would not be seen on it
  const mode: Mode = paper ? 'light' : choice === 'system' ? (dark ? 'dark' : 'light') : choice;
  const [locale, setLocale] = useState<Locale>(enUS);
  useLayoutEffect(() => {
    wear(mode, language);
  }, [mode, language]);
  useEffect(() => {
    let here = true;
    const words = language === 'zh-Hans' ? 'zh-cn' : language === 'zh-Hant' ? 'zh-tw' : 'en';
    dayjs.locale(words);
    // calendars open on the reader's first day of the week; dayjs counts Sunday as 0
    const week = dayjs.Ls[words] as { weekStart?: number } | undefined;
    if (week) week.weekStart = firstDayOfWeek(language) % 7;
    void antdLocale(language).then((found) => here && setLocale(found));
    return () => {
      here = false;
    };
  }, [language]);
  const look = useMemo(
    () => ({
      choice,
      mode,
      choose: (next: ThemeChoice) => {
        localStorage.setItem(remembered, next);
        setChoice(next);
      },
    }),
    [choice, mode],
  );
  const theme = useMemo(() => antdTheme(mode, language, still, narrow), [mode, language, still, narrow]);
  return (
    <LookContext value={look}>
      <ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }}>
        <AntApp message={{ maxCount: 3 }}>{children}</AntApp>
      </ConfigProvider>
    </LookContext>
  );
}

export const useLook = () => useContext(LookContext);
