import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/api/contract';
import { speak } from '@/lib/i18n';
import { languageNames, languages } from '@/lib/languages';

/** The three languages, each in its own name, so that it can be found by who cannot read the others. */
export function LanguageChoice({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <Segmented<Language>
      aria-label={t('common.language')}
      value={i18n.language as Language}
      options={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
      onChange={(language) => {
        void speak(language);
        onChosen?.(language);
      }}
    />
  );
}
