import { ArrowLeftOutlined, ArrowRightOutlined, CloseOutlined, ExportOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { StatePill } from '@/ui/state-pill';
import { PageReader } from './page-reader';
import { PageSearch } from './page-search';
import { pageWorkQuery } from './pages-query';
import { useTrail } from './use-trail';
import './pages.css';

/** What a contact says about which pages it may need. */
export type PagesFor = { clientId?: string; queueId?: string; reasons: string[] };

/** Pages beside the contact: proposed, searched, read. It takes the keyboard only when it is asked to (Alt+Q). */
export function DeskPages({ contact }: { contact?: PagesFor }) {
  return useCan('pages.view') ? <Open contact={contact} /> : null;
}

function Open({ contact }: { contact?: PagesFor }) {
  const { t, say } = useWords();
  const [typed, setTyped] = useState('');
  const trail = useTrail();
  const field = useRef<InputRef>(null);
  const before = useRef<HTMLElement>(null);
  const { data: work } = useQuery(pageWorkQuery);
  const { data: proposed } = useQuery({
    queryKey: ['page-proposals', contact],
    queryFn: () =>
      api.get('/page-proposals', {
        query: {
          ...(contact?.queueId && { queue: contact.queueId }),
          ...(contact?.clientId && { client: contact.clientId }),
          ...(contact?.reasons.length && { reason: contact.reasons }),
        },
      }),
    enabled: contact !== undefined,
    staleTime: 60_000,
  });
  useShortcut('Alt+Q', t('pages.search'), t('pages.title'), () => {
    const active = document.activeElement;
    before.current = active instanceof HTMLElement && active !== document.body ? active : null;
    field.current?.focus({ cursor: 'all' });
  });
  useShortcut('Alt+PageUp', t('pages.back'), t('pages.title'), () => trail.back?.(), trail.back !== undefined);
  useShortcut(
    'Alt+PageDown',
    t('pages.forward'),
    t('pages.title'),
    () => trail.forward?.(),
    trail.forward !== undefined,
  );
  const open = (code: string) => {
    trail.open(code);
    setTyped('');
  };
  const proposals = proposed?.items ?? [];
  const changes = contact ? [] : (work?.toAcknowledge ?? []);
  return (
    <Panel
      className="desk-pages"
      title={t('pages.title')}
      extra={
        trail.code && (
          <span className="page-trail">
            <Button
              type="text"
              icon={<ArrowLeftOutlined aria-hidden />}
              aria-label={t('pages.back')}
              disabled={!trail.back}
              onClick={trail.back}
            />
            <Button
              type="text"
              icon={<ArrowRightOutlined aria-hidden />}
              aria-label={t('pages.forward')}
              disabled={!trail.forward}
              onClick={trail.forward}
            />
            <Link
              to={`/desk/pages/${trail.code}`}
              target="_blank"
              rel="noopener"
              aria-label={t('pages.openAlone')}
              title={t('pages.openAlone')}
            >
              <ExportOutlined aria-hidden />
            </Link>
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t('common.close')}
              onClick={trail.close}
            />
          </span>
        )
      }
    >
      <PageSearch
        clientId={contact?.clientId}
        field={field}
        typed={typed}
        type={setTyped}
        open={open}
        leave={() => before.current?.focus()}
      />
      {!typed && trail.code && <PageReader code={trail.code} open={open} />}
      {!typed && !trail.code && proposals.length > 0 && (
        <ul className="page-list" aria-label={t('pages.proposed')}>
          {proposals.map((page) => (
            <li key={page.code}>
              <button type="button" onClick={() => open(page.code)}>
                <strong>{say(page.title)}</strong>
                <span className="muted">{t(`pages.kind.${page.kind}`)}</span>
                {page.toAcknowledge && <StatePill state="warn">{t('pages.changedShort')}</StatePill>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!typed && !trail.code && changes.length > 0 && (
        <>
          <h3>{t('pages.toAcknowledge', { count: changes.length })}</h3>
          <ul className="page-list">
            {changes.map((page) => (
              <li key={page.code}>
                <button type="button" onClick={() => open(page.code)}>
                  <strong>{say(page.title)}</strong>
                  <StatePill state="warn">{t('pages.changedShort')}</StatePill>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {!contact && !typed && !trail.code && <Answered />}
    </Panel>
  );
}

/** Answers to doubts that this person raised. */
function Answered() {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const { data } = useQuery(pageWorkQuery);
  const answered = data?.answered ?? [];
  if (answered.length === 0) return null;
  return (
    <>
      <h3>{t('pages.answered')}</h3>
      <ul className="page-answers">
        {answered.map((doubt) => (
          <li key={doubt.id}>
            <strong>{say(doubt.title)}</strong>
            {doubt.text && <p className="muted">{doubt.text}</p>}
            <p>
              {doubt.answeredBy}: {doubt.answer}
            </p>
            <Button
              size="small"
              onClick={() =>
                void api
                  .post('/page-doubts/{id}/seen', { path: { id: doubt.id } })
                  .finally(() => queries.invalidateQueries({ queryKey: ['page-work'] }))
              }
            >
              {t('pages.seen')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
