import { useState } from 'react';
import type { WidgetQuestion } from '@/api/contract';
import type { words } from './words';

type Props = {
  asks: WidgetQuestion;
  t: ReturnType<typeof words>;
  choose: (key: string) => void;
  answer: (line: string) => void;
  writing: () => void;
};

const longestWish = 300;

const hours = Array.from({ length: 24 }, (_, hour) => `${hour}`.padStart(2, '0'));

/** What the voice asks, for the eyes and the hand: a button for each choice, a field or a list for an entry. */
export function Question({ asks, t, choose, answer, writing }: Props) {
  const [line, setLine] = useState('');
  const { entry, choices, language } = asks;
  const change = (next: string) => {
    setLine(next);
    writing();
  };
  if (!entry)
    return (
      <>
        {choices.some((each) => each.label) && (
          <div className="call-choices" role="group" aria-label={t('choose')} lang={language}>
            {choices
              .filter((each) => each.label)
              .map((each) => (
                <button key={each.key} type="button" onClick={() => choose(each.key)}>
                  {each.label}
                </button>
              ))}
          </div>
        )}
        {asks.freeWords && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              answer(line);
            }}
          >
            <label htmlFor="call-wish">{t('inYourWords')}</label>
            <input
              id="call-wish"
              type="text"
              maxLength={longestWish}
              value={line}
              onFocus={writing}
              onChange={(event) => change(event.target.value)}
            />
            <button type="submit" disabled={!line.trim()}>
              {t('send')}
            </button>
          </form>
        )}
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        answer(line);
      }}
    >
      <label htmlFor="call-answer" lang={language}>
        {entry.label || t('enter')}
      </label>
      {entry.hour ? (
        <select id="call-answer" value={line} onFocus={writing} onChange={(event) => change(event.target.value)}>
          <option value="">{t('pickHour')}</option>
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {t('fromHour', { hour: `${hour}:00` })}
            </option>
          ))}
        </select>
      ) : (
        <input
          id="call-answer"
          type={entry.secret ? 'password' : 'tel'}
          autoComplete={entry.secret ? 'off' : 'tel-national'}
          maxLength={asks.max}
          value={line}
          onFocus={writing}
          onChange={(event) => change(event.target.value.replaceAll(/\D/g, ''))}
        />
      )}
      <button type="submit" disabled={line.length < Math.max(1, entry.min)}>
        {t('send')}
      </button>
    </form>
  );
}
