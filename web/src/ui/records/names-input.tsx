import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Text } from '@/api/contract';
import { languages } from '@/lib/languages';
import './records.css';
import type { ControlProps } from './types';

const marks = { en: 'EN', 'zh-Hans': '简', 'zh-Hant': '繁' } as const;

/** One name in up to three languages; the reader's own stands first. */
export function NamesInput({ value, onChange, id, disabled, area }: ControlProps<Text> & { area?: boolean }) {
  const { t, i18n } = useTranslation();
  const order = languages.toSorted((a, b) => Number(b === i18n.language) - Number(a === i18n.language));
  return (
    <div className="names">
      {order.map((language, index) => {
        const change = (text: string) => {
          const next = { ...value };
          if (text) next[language] = text;
          else delete next[language];
          onChange?.(next);
        };
        const common = {
          ...(index === 0 && id ? { id } : { 'aria-label': t(`common.lang.${language}`) }),
          lang: language,
          disabled,
          value: value?.[language] ?? '',
        };
        return (
          <div key={language} className="names-row">
            <span aria-hidden="true" title={t(`common.lang.${language}`)}>
              {marks[language]}
            </span>
            {area ? (
              <Input.TextArea
                {...common}
                autoSize={{ minRows: 1, maxRows: 5 }}
                onChange={(event) => change(event.target.value)}
              />
            ) : (
              <Input {...common} maxLength={200} onChange={(event) => change(event.target.value)} />
            )}
          </div>
        );
      })}
    </div>
  );
}
