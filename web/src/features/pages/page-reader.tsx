import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { useEffect, useId, useState } from 'react';
import { api } from '@/api/client';
import type { Language, PageToRead } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { useUndoNotice } from '@/ui/undo';
import { Changes } from './changes';
import { PageBody } from './page-body';

/** Whoever has looked at a page for so long has read it; a glance on the way to another page does not count. */
const READ_AFTER_MILLIS = 2_000;

/** One page as its readers see it: text, what changed since they read it, and a doubt with one click. */
export function PageReader({ code, open }: { code: string; open?: (code: string) => void }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['page-read', code],
    queryFn: ({ signal }) => api.get('/pages/{code}/read', { path: { code }, signal }),
    retry: false,
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  return <Read key={`${data.code}-${data.version}`} page={data} open={open} />;
}

const best = (page: PageToRead, language: string) =>
  page.languages.find((each) => each.language === language) ??
  page.languages.find((each) => each.language.startsWith(language.slice(0, 2))) ??
  page.languages[0];

function Read({ page, open }: { page: PageToRead; open?: (code: string) => void }) {
  const { t, language, day, dateTime } = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const shown = page.languages.find((each) => each.language === chosen) ?? best(page, language);
  const changed = page.readVersion !== undefined && page.readVersion !== null && page.readVersion < page.version;
  const titleId = useId();
  useEffect(() => {
    if (page.readVersion === page.version || page.toAcknowledge) return;
    const timer = setTimeout(() => {
      api
        .post('/pages/{code}/readings', { path: { code: page.code }, body: { version: page.version } })
        .catch(() => undefined); // it is noted when the page is opened again
    }, READ_AFTER_MILLIS);
    return () => clearTimeout(timer);
  }, [page]);
  const acknowledged = async () => {
    await api.post('/pages/{code}/readings', {
      path: { code: page.code },
      body: { version: page.version, acknowledged: true },
    });
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['page-read', page.code] }),
      queries.invalidateQueries({ queryKey: ['page-work'] }),
      queries.invalidateQueries({ queryKey: ['page-proposals'] }),
    ]);
  };
  if (!shown) return null;
  return (
    <article className="page-read" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId} lang={shown.language}>
          {shown.title}
        </h2>
        <div className="page-meta">
          <StatePill state={page.kind === 'answer' ? 'good' : 'off'}>{t(`pages.kind.${page.kind}`)}</StatePill>
          {page.validUntil && <span>{t('pages.validUntil', { day: day(page.validUntil) })}</span>}
          {page.languages.length > 1 && (
            <Segmented
              size="small"
              className="no-print"
              aria-label={t('common.language')}
              value={shown.language}
              options={page.languages.map((each) => ({
                value: each.language,
                label: t(`common.lang.${each.language}`),
              }))}
              onChange={setChosen}
            />
          )}
        </div>
      </header>
      {(changed || page.toAcknowledge) && <Changed page={page} changed={changed} acknowledge={acknowledged} />}
      <PageBody nodes={shown.nodes} open={open} lang={shown.language} />
      {page.attachments.length > 0 && (
        <ul className="page-files" aria-label={t('pages.attachments')}>
          {page.attachments.map((file) => (
            <li key={file.id}>
              <a href={`/api/page-attachments/${file.id}`} download={file.name}>
                {file.name}
              </a>{' '}
              <span className="muted num">{t('pages.kilobytes', { count: Math.ceil(file.sizeBytes / 1024) })}</span>
            </li>
          ))}
        </ul>
      )}
      <footer className="page-foot">
        <span className="muted">
          {t('pages.asOf', { version: page.version, day: dateTime(page.approvedAt), by: page.approvedBy })}
          {page.ownerName && ` · ${t('pages.ownedBy', { name: page.ownerName })}`}
        </span>
        <DoubtButton page={page} language={shown.language as Language} />
      </footer>
    </article>
  );
}

function Changed({
  page,
  changed,
  acknowledge,
}: {
  page: PageToRead;
  changed: boolean;
  acknowledge: () => Promise<void>;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { data } = useQuery({
    queryKey: ['page-changes', page.code, page.readVersion, page.version],
    queryFn: () => api.get('/pages/{code}/changes', { path: { code: page.code } }),
    enabled: changed,
  });
  return (
    <section className="page-changed" aria-label={t('pages.changed')}>
      <p>
        <strong>{t(changed ? 'pages.changed' : 'pages.toRead')}</strong>
        {page.why && ` ${page.why}`}
      </p>
      {changed && data && <Changes difference={data} />}
      {page.toAcknowledge && (
        <Button
          type="primary"
          className="no-print"
          onClick={() => void acknowledge().catch((cause: unknown) => message.error(wordsOf(cause)))}
        >
          {t('pages.acknowledge')}
        </Button>
      )}
    </section>
  );
}

/** One click or key is enough. Words may be added afterwards in its place, and for some seconds it is taken back by a press. */
function DoubtButton({ page, language }: { page: PageToRead; language: Language }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const [raised, setRaised] = useState<{ id: string; words: string; kept: boolean }>();
  const [busy, setBusy] = useState(false);
  const raise = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const { id } = await api.post('/pages/{code}/doubts', {
        path: { code: page.code },
        body: { version: page.version, language },
      });
      setRaised({ id, words: '', kept: false });
      notice(t('pages.doubtSent'), async () => {
        await api.delete('/page-doubts/{id}', { path: { id } });
        setRaised((now) => (now?.id === id ? undefined : now));
      });
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  const word = async () => {
    if (!raised || !raised.words.trim()) return;
    try {
      await api.put('/page-doubts/{id}/words', { path: { id: raised.id }, body: { text: raised.words } });
      setRaised({ ...raised, kept: true });
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  useShortcut('Alt+I', t('pages.doubt'), t('pages.title'), () => void raise(), !raised);
  return raised ? (
    <span className="page-doubt no-print">
      <span role="status">{t(raised.kept ? 'pages.doubtWorded' : 'pages.doubtRaised')}</span>
      {!raised.kept && (
        <>
          <Input
            autoFocus
            value={raised.words}
            maxLength={2000}
            placeholder={t('pages.doubtWords')}
            aria-label={t('pages.doubtWords')}
            onChange={(event) => setRaised({ ...raised, words: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) void word();
            }}
          />
          <Button disabled={!raised.words.trim()} onClick={() => void word()}>
            {t('pages.doubtSend')}
          </Button>
        </>
      )}
    </span>
  ) : (
    <Button className="no-print" loading={busy} aria-keyshortcuts="Alt+I" onClick={() => void raise()}>
      {t('pages.doubt')}
    </Button>
  );
}
