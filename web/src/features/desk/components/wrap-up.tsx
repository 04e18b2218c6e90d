import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { DispositionChoice } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { CountdownRing } from '@/ui/countdown-ring';
import { Panel } from '@/ui/panel';
import type { DeskValue } from '../desk-context';
import { FollowUpFields, type FollowUp } from '../handling/follow-up';
import { handlingQuery, suggestionsQuery } from '../handling/handling-query';

function Digit({ index, pick }: { index: number; pick: () => void }) {
  const { t } = useWords();
  useShortcut(`Alt+${index + 1}`, `${t('desk.wrap.title')} ${index + 1}`, t('desk.wrap.title'), pick);
  return <kbd>{index + 1}</kbd>;
}

/** The coded outcome: typed, clicked, or by digit; ready to be chosen while still talking. */
export function WrapUp({ value }: { value: DeskValue }) {
  const queries = useQueryClient();
  const { t, say } = useWords();
  const { desk, chosen, choose, act, flush } = value;
  const call = desk.interaction!;
  const wrapping = desk.state === 'wrapping-up';
  const now = useNow();
  const [wanted, setWanted] = useState('');
  const [asked, setAsked] = useState(false);
  // of its own: an act before that is still under way must not swallow the press
  const [finishing, setFinishing] = useState(false);
  const { data: helped } = useQuery(handlingQuery(call.id));
  const [followUp, setFollowUp] = useState<FollowUp>({});
  const { data: suggestions = [] } = useQuery(suggestionsQuery(call.id));
  const suggested = suggestions.flatMap((each) => {
    const choice = call.dispositions.find(({ code }) => code === each.code);
    return choice ? [{ ...each, choice }] : [];
  });
  const leaves = call.dispositions.find(({ code }) => chosen.includes(code) && helped?.followUps[code]);
  const shown = useMemo(() => {
    const needle = wanted.trim().toLowerCase();
    return call.dispositions.filter(
      (choice) =>
        !needle ||
        [choice.code, ...Object.values(choice.name), ...Object.values(choice.group ?? {})].some((name) =>
          name?.toLowerCase().includes(needle),
        ),
    );
  }, [call.dispositions, wanted]);
  const groups = useMemo(() => {
    const found = new Map<string, DispositionChoice[]>();
    for (const choice of shown) {
      const name = say(choice.group);
      found.set(name, [...(found.get(name) ?? []), choice]);
    }
    return [...found];
  }, [shown, say]);
  const missing = call.dispositionRequired && call.dispositions.length > 0 && chosen.length === 0;
  const pick = (code: string) => {
    if (chosen.includes(code)) choose(chosen.filter((each) => each !== code));
    else choose(call.severalDispositions ? [...chosen, code] : [code]);
  };
  const finish = async (ready: boolean) => {
    if (missing) return setAsked(true);
    setFinishing(true);
    try {
      await flush();
    } catch {
      return setFinishing(false); // what could not be saved says so in its place
    }
    await act({
      path: `/interactions/${call.id}/wrap-up`,
      body: { dispositions: chosen, ready, ...(leaves && Object.keys(followUp).length > 0 && { followUp }) },
    });
    void queries.invalidateQueries({ queryKey: ['desk-day'] });
    setFinishing(false);
  };
  useShortcut('Alt+F', t('desk.wrap.finishReady'), t('desk.wrap.title'), () => void finish(true), wrapping);
  const deadline = call.wrapUpDeadline ? Date.parse(call.wrapUpDeadline) : undefined;
  return (
    <Panel
      title={t('desk.wrap.title')}
      className="wrap"
      extra={
        wrapping && deadline !== undefined ? (
          <span className="wrap-left">
            <CountdownRing from={Date.parse(desk.since)} until={deadline} size={34} />
            <span className="muted">
              {deadline > now
                ? t('desk.wrap.left', { time: t('common.seconds', { count: Math.ceil((deadline - now) / 1000) }) })
                : t('desk.wrap.over')}
            </span>
          </span>
        ) : undefined
      }
    >
      {call.dispositions.length > 6 && (
        <Input
          allowClear
          aria-label={t('desk.call.search')}
          placeholder={t('desk.wrap.search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onPressEnter={() => shown[0] && pick(shown[0].code)}
        />
      )}
      {call.dispositions.length > 0 && (
        <p
          className={asked && missing ? 'wrap-hint wrap-missing' : 'wrap-hint'}
          role={asked && missing ? 'alert' : undefined}
        >
          {asked && missing
            ? t('desk.wrap.required')
            : `${t(wrapping ? 'desk.wrap.afterCall' : 'desk.wrap.whileTalking')} ${t(call.severalDispositions ? 'desk.wrap.several' : 'desk.wrap.one')}`}
        </p>
      )}
      {suggested.length > 0 && (
        <div className="suggestions" role="group" aria-label={t('contact.suggest.title')}>
          <span className="muted">{t('contact.suggest.title')}</span>
          {suggested.map(({ choice, source, part, whole }) => (
            <button
              key={choice.code}
              type="button"
              className="choice"
              aria-pressed={chosen.includes(choice.code)}
              title={t(`contact.suggest.${source}`, { part, whole })}
              onClick={() => pick(choice.code)}
            >
              <span>{say(choice.name)}</span>
            </button>
          ))}
        </div>
      )}
      {call.dispositions.length === 0 && <p className="muted">{t('desk.wrap.empty')}</p>}
      {call.dispositions.length > 0 && shown.length === 0 && <p className="muted">{t('desk.wrap.none')}</p>}
      <div role="group" aria-label={t('desk.wrap.title')}>
        {groups.map(([name, choices]) => (
          <div key={name} className="wrap-group">
            {name && <h3>{name}</h3>}
            <div className="wrap-choices">
              {choices.map((choice) => {
                const index = shown.indexOf(choice);
                return (
                  <button
                    key={choice.code}
                    type="button"
                    className="choice"
                    role={call.severalDispositions ? 'checkbox' : 'radio'}
                    aria-checked={chosen.includes(choice.code)}
                    onClick={() => pick(choice.code)}
                  >
                    <span>{say(choice.name)}</span>
                    {index < 9 && <Digit index={index} pick={() => pick(choice.code)} />}
                  </button>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      {leaves && <FollowUpFields name={say(leaves.name)} value={followUp} change={setFollowUp} />}
      {wrapping && (
        <div className="wrap-acts">
          <Button
            type="primary"
            size="large"
            loading={finishing}
            onClick={() => void finish(true)}
            aria-keyshortcuts="Alt+F"
          >
            {t('desk.wrap.finishReady')} <kbd>Alt F</kbd>
          </Button>
          <Button size="large" onClick={() => void finish(false)}>
            {t('desk.wrap.finishNotReady')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
