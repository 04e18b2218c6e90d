import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import type { Language, WidgetInfo } from '@/api/contract';
import { languageNames, languages, preferredLanguage } from '@/lib/languages';
import { say } from '@/lib/text';
import { wear } from '@/ui/theme/tokens';
import type { Caller } from './caller';
import { Question } from './question';
import { words } from './words';
import './widget.css';

const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The caller's page: one button, then what is happening, in their language. */
export function CallPage({ caller, siteKey }: { caller: Caller; siteKey: string }) {
  const [language, setLanguage] = useState<Language>(() => preferredLanguage());
  const [info, setInfo] = useState<WidgetInfo | null>();
  const [name, setName] = useState('');
  const view = useSyncExternalStore(caller.subscribe, () => caller.view);
  const t = useMemo(() => words(language), [language]);
  const client = say(info?.clientName, language);

  useEffect(() => {
    api.get('/widget/{key}', { path: { key: siteKey } }).then(setInfo, () => setInfo(null));
  }, [siteKey]);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const dress = () => wear(dark.matches ? 'dark' : 'light', language);
    dress();
    document.documentElement.lang = language;
    document.title = client ? t('title', { client }) : t('call');
    dark.addEventListener('change', dress);
    return () => dark.removeEventListener('change', dress);
  }, [language, client, t]);

  if (info === undefined) return null;
  if (info === null)
    return (
      <main className="call">
        <h1>{t('unknown')}</h1>
        <p>{t('unknownHint')}</p>
      </main>
    );
  const spoken = info.languages?.length ? languages.filter((each) => info.languages.includes(each)) : languages;
  const over = view.state === 'ended' || view.state === 'promised';
  const live = view.state !== 'idle' && !over;
  const connected = live && view.state !== 'asking' && view.state !== 'connecting';
  return (
    <main className="call" data-state={view.state}>
      <div className="call-languages" role="group" aria-label={t('language')}>
        {spoken.map((each) => (
          <button
            key={each}
            type="button"
            lang={each}
            aria-pressed={each === language}
            disabled={live}
            onClick={() => setLanguage(each)}
          >
            {languageNames[each]}
          </button>
        ))}
      </div>
      <h1>{t('title', { client })}</h1>
      <div role="status" aria-live="polite" className="call-state">
        {view.state !== 'idle' && <strong>{t(`state.${view.state}`)}</strong>}
        {view.state === 'waiting' && view.position !== undefined && (
          <span>{t('position', { position: view.position })}</span>
        )}
        {view.state === 'waiting' && view.expected !== undefined && (
          <span>{view.expected < 60 ? t('soon') : t('expected', { minutes: Math.round(view.expected / 60) })}</span>
        )}
      </div>
      {view.problem && (
        <p role="alert" className="call-problem">
          {t(`problem.${view.problem === 'server' ? 'failed' : view.problem}`)}
        </p>
      )}
      {!live && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void caller.start(language, name.trim());
          }}
        >
          {view.state === 'idle' && <p>{t('lead')}</p>}
          <label htmlFor="call-name">{t('name')}</label>
          <input
            id="call-name"
            autoComplete="name"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="call-start">
            {t(over ? 'again' : 'start')}
          </button>
        </form>
      )}
      {connected && view.asks && (
        <Question
          key={`${view.asks.entry?.label} ${view.asks.choices.map((each) => each.key).join('')}`}
          asks={view.asks}
          t={t}
          choose={(key) => caller.digit(key)}
          answer={(line) => caller.answer(line)}
          writing={() => caller.writing()}
        />
      )}
      {live && (
        <div className="call-acts">
          <button
            type="button"
            aria-pressed={view.muted}
            disabled={!connected}
            onClick={() => caller.mute(!view.muted)}
          >
            {t(view.muted ? 'unmute' : 'mute')}
          </button>
          <button type="button" className="call-end" onClick={() => caller.hangUp()}>
            {t('hangUp')}
          </button>
        </div>
      )}
      {live && (
        <div className="call-pad" role="group" aria-label={t('keypad')}>
          {keypad.map((digit) => (
            <button
              key={digit}
              type="button"
              disabled={!connected}
              aria-label={t('key', { digit })}
              onClick={() => caller.digit(digit)}
            >
              {digit}
            </button>
          ))}
        </div>
      )}
    </main>
  );
}
