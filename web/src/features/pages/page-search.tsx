import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { api } from '@/api/client';
import type { PageHit, PageMark } from '@/api/contract';
import { useWords } from '@/lib/session';

/** Between two keys of a fast typist: a search in between would only be thrown away. */
const PAUSE_MILLIS = 60;
/** Whoever has typed nothing more for so long has looked for this and found nothing. */
const GIVEN_UP_MILLIS = 2_000;

function useSettled(value: string, afterMillis: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMillis);
    return () => clearTimeout(timer);
  }, [value, afterMillis]);
  return settled;
}

function Marked({ runs }: { runs: PageMark[] }) {
  return runs.map((run, index) =>
    run.marked ? <mark key={index}>{run.text}</mark> : <span key={index}>{run.text}</span>,
  );
}

/** Search as you type, by keyboard: arrows choose, Enter opens, Escape goes back to where one was. */
export function PageSearch({
  clientId,
  open,
  leave,
  field,
  typed,
  type,
}: {
  clientId?: string;
  open: (code: string) => void;
  leave?: () => void;
  field?: Ref<InputRef>;
  typed: string;
  type: (words: string) => void;
}) {
  const { t } = useWords();
  const list = useId();
  const [at, setAt] = useState(0);
  const words = useSettled(typed.trim(), PAUSE_MILLIS);
  const { data, isFetching } = useQuery({
    queryKey: ['page-search', words, clientId],
    queryFn: ({ signal }) =>
      api.get('/page-search', { query: { q: words, ...(clientId && { client: clientId }) }, signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const hits: PageHit[] = words && typed.trim() ? (data?.items ?? []) : [];
  const chosen = Math.min(at, hits.length - 1);
  const nothing = words !== '' && words === typed.trim() && data?.q === words && hits.length === 0 && !isFetching;
  const told = useRef('');
  useEffect(() => {
    if (!nothing || told.current === words) return;
    const timer = setTimeout(() => {
      told.current = words;
      api.post('/page-search/misses', { body: { words, ...(clientId && { clientId }) } }).catch(() => undefined); // the search itself goes on; a lost count harms nobody
    }, GIVEN_UP_MILLIS);
    return () => clearTimeout(timer);
  }, [nothing, words, clientId]);
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && hits[chosen]) open(hits[chosen].code);
    else if (event.key === 'Escape') {
      if (typed) type('');
      else leave?.();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="page-search" role="search">
      <Input
        ref={field}
        value={typed}
        maxLength={100}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={hits.length > 0 ? `${list}-${chosen}` : undefined}
        aria-label={t('pages.search')}
        aria-keyshortcuts="Alt+Q"
        placeholder={t('pages.searchHint')}
        onChange={(event) => {
          type(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <p className="sr-only" role="status">
        {typed.trim() && !isFetching ? t('pages.found', { count: hits.length }) : ''}
      </p>
      <ul id={list} role="listbox" aria-label={t('pages.results')} hidden={hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.code}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open(hit.code)}
          >
            <strong lang={hit.language}>
              <Marked runs={hit.title} />
            </strong>
            <span className="muted">{t(`pages.kind.${hit.kind}`)}</span>
            <span className="page-snippet" lang={hit.language}>
              <Marked runs={hit.snippet} />
            </span>
          </li>
        ))}
      </ul>
      {nothing && <p className="page-nothing muted">{t('pages.nothing')}</p>}
    </div>
  );
}
