import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { NeedType } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { handling, handlingQuery, needTypesQuery } from './handling-query';
import './handling.css';

function Key({ index, type, pick }: { index: number; type: NeedType; pick: () => void }) {
  const { t, say } = useWords();
  useShortcut(
    `Alt+Shift+${index + 1}`,
    t('contact.need.mark', { name: say(type.name) }),
    t('contact.need.title'),
    pick,
  );
  return <kbd aria-hidden>{index + 1}</kbd>;
}

/** One glance: what this contact needs and what helps. Marked with one key; of the contact, never of the customer. */
export function NeedPanel({ interactionId }: { interactionId: string }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: all = [] } = useQuery(needTypesQuery);
  const { data: now } = useQuery(handlingQuery(interactionId));
  const mark = async (kind: 'need' | 'decision', code: string | undefined) => {
    try {
      queries.setQueryData(handlingQuery(interactionId).queryKey, await handling.mark(interactionId, kind, code));
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const on = all.filter((type) => type.active);
  const kinds = (['need', 'decision'] as const).map((kind) => ({
    kind,
    types: on.filter((type) => type.kind === kind),
    chosen: on.find((type) => type.kind === kind && type.code === now?.[kind]),
  }));
  if (on.length === 0) return null;
  return (
    <Panel
      title={t('contact.need.title')}
      className="needs"
      extra={<span className="muted">{t('contact.need.keys')}</span>}
    >
      {kinds.map(
        ({ kind, types, chosen }) =>
          types.length > 0 && (
            <div key={kind}>
              {kind === 'decision' && <h3>{t('contact.need.decision')}</h3>}
              <div
                className="need-choices"
                role="radiogroup"
                aria-label={t(kind === 'need' ? 'contact.need.title' : 'contact.need.decision')}
              >
                {types.map((type, index) => {
                  const is = chosen?.code === type.code;
                  const pick = () => void mark(kind, is ? undefined : type.code);
                  return (
                    <button
                      key={type.code}
                      type="button"
                      role="radio"
                      aria-checked={is}
                      className="choice"
                      title={say(type.signs)}
                      onClick={pick}
                    >
                      <span>
                        {say(type.name)}
                        {kind === 'need' && now?.hinted === type.code && (
                          <em className="tag">{t('contact.need.seems')}</em>
                        )}
                      </span>
                      {kind === 'need' && index < 9 && <Key index={index} type={type} pick={pick} />}
                    </button>
                  );
                })}
              </div>
              {chosen && (
                <dl className="need-help" role="status">
                  <dt>{t('contact.need.handling')}</dt>
                  <dd>{say(chosen.handling)}</dd>
                  <dt>{t('contact.need.signs')}</dt>
                  <dd className="muted">{say(chosen.signs)}</dd>
                  {say(chosen.causes) && (
                    <>
                      <dt>{t('contact.need.causes')}</dt>
                      <dd className="muted">{say(chosen.causes)}</dd>
                    </>
                  )}
                </dl>
              )}
            </div>
          ),
      )}
      <p className="muted need-note">{t('contact.need.hint')}</p>
    </Panel>
  );
}
