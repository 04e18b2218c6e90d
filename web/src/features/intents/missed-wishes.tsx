import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import type { IntentsMissed, IntentWish } from '@/api/contract';
import { useWords } from '@/lib/session';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { intents, missedQuery } from './intents-query';

/** What is masked stands for a number and says nothing about the wish. */
export const phraseOf = (words: string) =>
  words
    .replace(/#+/g, ' ')
    .replace(/\s+([?!.,？！。，])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** Wishes that no intent took, most frequent first: each becomes a phrase of one by a press, or is put aside. */
export function MissedWishes({
  client,
  wishes,
  taken,
  take,
}: {
  client: string;
  wishes: IntentWish[];
  /** Words that stand among the phrases already and wait for the table to be saved. */
  taken: string[];
  /** Absent: it may only be read. */
  take?: ((words: string, code: string) => void) | undefined;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(missedQuery(client));
  const aside = (words: string) =>
    void intents
      .settle(client, words)
      .then(() => queries.invalidateQueries({ queryKey: missedQuery(client).queryKey }))
      .catch((cause: unknown) => message.error(wordsOf(cause)));
  return (
    <Panel title={t('intents.missed')} flush>
      <p className="intents-missed-hint muted">{t('intents.missedHint')}</p>
      <ProblemNote error={error} retry={() => void refetch()} />
      {data?.length === 0 && <Empty title={t('intents.noMissed')} />}
      {data && data.length > 0 && (
        <ul className="intents-missed">
          {data.map((each) => (
            <Row
              key={each.words}
              missed={each}
              wishes={wishes}
              taken={taken.includes(each.words)}
              take={take && ((code) => take(each.words, code))}
              aside={take && (() => aside(each.words))}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({
  missed,
  wishes,
  taken,
  take,
  aside,
}: {
  missed: IntentsMissed;
  wishes: IntentWish[];
  taken: boolean;
  take: ((code: string) => void) | undefined;
  aside: (() => void) | undefined;
}) {
  const { t, say, day } = useWords();
  const near = wishes.some(({ code }) => code === missed.nearest) ? missed.nearest : undefined;
  const [chosen, setChosen] = useState<string>();
  const code = chosen ?? near ?? undefined;
  return (
    <li>
      <p>
        <strong>{missed.words}</strong>{' '}
        <span className="muted">
          {t('intents.missedTimes', { count: missed.count })} · {day(missed.lastAt)}
        </span>
      </p>
      {taken ? (
        <p className="muted">{t('intents.missedTaken')}</p>
      ) : (
        take && (
          <span className="intents-missed-acts">
            <Select
              aria-label={t('intents.missedTo', { words: missed.words })}
              placeholder={t('intents.missedChoose')}
              showSearch={{ optionFilterProp: 'label' }}
              value={code}
              options={wishes.map((wish) => ({
                value: wish.code ?? '',
                label: say(wish.name ?? undefined) || (wish.code ?? ''),
              }))}
              onChange={setChosen}
            />
            <Button
              disabled={!code}
              aria-label={`${t('intents.missedAdd')}: ${missed.words}`}
              onClick={() => code && take(code)}
            >
              {t('intents.missedAdd')}
            </Button>
            <Button type="text" aria-label={`${t('intents.missedAside')}: ${missed.words}`} onClick={aside}>
              {t('intents.missedAside')}
            </Button>
          </span>
        )
      )}
    </li>
  );
}
