import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { PageMiss } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useMe, useWords } from '@/lib/session';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { DoubtList } from './doubt-list';
import { pageWorkQuery } from './pages-query';
import './pages.css';

/** What whoever looks after pages has to see to: doubts, reviews, searches that found nothing, words that mean the same. */
export function PageUpkeepPage() {
  const { t } = useWords();
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.upkeep')}</h1>
        <p>{t('pages.upkeepLead')}</p>
      </div>
      <div className="page-upkeep">
        <OpenDoubts />
        <Reviews />
        <Misses />
        <Synonyms />
      </div>
    </>
  );
}

function OpenDoubts() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['page-doubts'],
    queryFn: () => api.get('/page-doubts', { query: { open: true } }),
  });
  const late = useLate(isPending);
  return (
    <Panel title={t('pages.doubts')} flush>
      <ProblemNote error={error} retry={() => void refetch()} />
      {late && <Skeleton rows={3} />}
      {data &&
        (data.items.length === 0 ? <Empty title={t('pages.noDoubts')} /> : <DoubtList doubts={data.items} titles />)}
    </Panel>
  );
}

function Reviews() {
  const { t, say, day } = useWords();
  const { data } = useQuery(pageWorkQuery);
  return (
    <Panel title={t('pages.reviews')} flush>
      {data &&
        (data.toReview.length === 0 ? (
          <Empty title={t('pages.noReviews')} />
        ) : (
          <ul className="page-readers">
            {data.toReview.map((page) => (
              <li key={page.code}>
                <Link to={`/quality/pages/${page.code}`}>{say(page.title)}</Link>
                <StatePill state="bad">{day(page.due ?? undefined)}</StatePill>
              </li>
            ))}
          </ul>
        ))}
    </Panel>
  );
}

function Misses() {
  const { t, say, day } = useWords();
  const { message } = App.useApp();
  const me = useMe();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['page-misses'], queryFn: () => api.get('/page-misses') });
  const settle = (miss: PageMiss) =>
    void api
      .post('/page-misses/settle', { body: { words: miss.words } })
      .then(() => queries.invalidateQueries({ queryKey: ['page-misses'] }))
      .catch((cause: unknown) => message.error(wordsOf(cause)));
  return (
    <Panel title={t('pages.misses')} flush>
      <p className="page-lead muted">{t('pages.missesHint')}</p>
      {data &&
        (data.items.length === 0 ? (
          <Empty title={t('pages.noMisses')} />
        ) : (
          <ul className="page-readers">
            {data.items.map((miss) => (
              <li key={`${miss.words} ${miss.clientId ?? ''}`}>
                <strong lang={miss.language}>{miss.words}</strong>
                <span className="muted">
                  {t('pages.times', { count: miss.count })} · {day(miss.lastAt)}
                  {miss.clientId && ` · ${say(me.clients.find(({ id }) => id === miss.clientId)?.name)}`}
                </span>
                <Button size="small" onClick={() => settle(miss)}>
                  {t('pages.settle')}
                </Button>
              </li>
            ))}
          </ul>
        ))}
    </Panel>
  );
}

function Synonyms() {
  const { t } = useWords();
  const { data } = useQuery({ queryKey: ['page-synonyms'], queryFn: () => api.get('/page-synonyms') });
  return (
    <Panel title={t('pages.synonyms')}>
      <p className="muted" id="synonyms-hint">
        {t('pages.synonymsHint')}
      </p>
      {data && <SynonymText key={data.version} groups={data.groups} version={data.version} />}
    </Panel>
  );
}

/** One group a line, words apart by commas: quicker to read and to write than a form of 500 fields. */
function SynonymText({ groups, version }: { groups: string[][]; version: number }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const stored = groups.map((words) => words.join(', ')).join('\n');
  const [text, setText] = useState(stored);
  const [problem, setProblem] = useState<unknown>();
  const save = async () => {
    const wanted = text
      .split('\n')
      .map((line) =>
        line
          .split(/[,，、]/)
          .map((word) => word.trim())
          .filter(Boolean),
      )
      .filter((words) => words.length > 0);
    try {
      setProblem(undefined);
      queries.setQueryData(['page-synonyms'], await api.put('/page-synonyms', { body: { groups: wanted, version } }));
      void message.success(t('common.saved'));
    } catch (cause) {
      setProblem(cause);
    }
  };
  return (
    <>
      <ProblemNote error={problem} />
      <Input.TextArea
        aria-label={t('pages.synonyms')}
        aria-describedby="synonyms-hint"
        autoSize={{ minRows: 4, maxRows: 16 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="page-save">
        <Button type="primary" disabled={text === stored} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </p>
    </>
  );
}
