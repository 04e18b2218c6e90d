import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Text } from '@/api/contract';
import { fetchWords } from './i18n';
import { localeOf } from './languages';
import { useWords } from './session';
import { say } from './text';
import * as time from './time';

export type Words = ReturnType<typeof useWords>;

/** As `useWords`, in a language that may be another than the reader's own: how a screen reads to those who will use it. */
export function useWordsIn(language: Language | undefined): Words {
  const own = useWords();
  const { i18n } = useTranslation();
  const [fetched, setFetched] = useState<Language>();
  const other = language && language !== own.language ? language : undefined;
  useEffect(() => {
    if (!other) return;
    let current = true;
    const done = () => {
      if (current) setFetched(other);
    };
    fetchWords(other).then(done, done);
    return () => {
      current = false;
    };
  }, [other]);
  return useMemo(() => {
    if (!other || fetched !== other) return own;
    const locale = localeOf(other);
    return {
      ...own,
      language: other,
      t: i18n.getFixedT(other),
      say: (text: Text | string | undefined | null) => say(text, other),
      dateTime: (at: string | number | undefined) => time.dateTime(at, locale, own.zone),
      day: (at: string | number | undefined) => time.dayOnly(at, locale, own.zone),
      number: (value: number) => new Intl.NumberFormat(locale).format(value),
    };
  }, [own, other, fetched, i18n]);
}
