import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Text } from '@/api/contract';
import { localeOf } from './languages';
import { say } from './text';
import * as time from './time';

export const MeContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside of a session: mount the screen below SessionGate');
  return me;
}

/** Whether one of the rights is held; the server decides again, this only spares people closed doors. */
export function can(me: Me, ...rights: string[]): boolean {
  return rights.length === 0 || rights.some((right) => me.rights.includes(right));
}

export function useCan(...rights: string[]): boolean {
  return can(useMe(), ...rights);
}

/** Names, dates and durations as this reader reads them: their language, their time zone. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const me = useContext(MeContext);
  const language = i18n.language;
  const zone = me?.timeZone ?? '';
  return useMemo(() => {
    const locale = localeOf(language);
    return {
      t,
      language,
      zone,
      say: (text: Text | string | undefined | null) => say(text, language),
      dateTime: (at: string | number | undefined) => time.dateTime(at, locale, zone),
      day: (at: string | number | undefined) => time.dayOnly(at, locale, zone),
      timeOfDay: (at: string | number) => time.timeOfDay(at, locale, zone),
      hourAndMinute: (at: string | number) => time.hourAndMinute(at, locale, zone),
      timeWithMillis: (at: string | number) => time.timeWithMillis(at, locale, zone),
      clock: time.clock,
      ago: (at: string, now: number) => time.ago(at, locale, now),
      number: (value: number) => new Intl.NumberFormat(locale).format(value),
    };
  }, [t, language, zone]);
}
