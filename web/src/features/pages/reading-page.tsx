import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useWords } from '@/lib/session';
import { Empty, Panel } from '@/ui/panel';
import { StatePill } from '@/ui/state-pill';
import { PageReader } from './page-reader';
import { PageSearch } from './page-search';
import { pageWorkQuery } from './pages-query';
import './pages.css';

/** All pages, for reading: searched, opened with an address of their own, printed. */
export function ReadingPage() {
  const { t, say } = useWords();
  const { code } = useParams();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { data: work } = useQuery(pageWorkQuery);
  const open = (next: string) => {
    setTyped('');
    void navigate(`/desk/pages/${next}`);
  };
  const changes = work?.toAcknowledge ?? [];
  return (
    <div className="page-reading">
      <div className="page-head no-print">
        <h1>{t('pages.title')}</h1>
        {code && <Button onClick={() => print()}>{t('pages.print')}</Button>}
      </div>
      <Panel title={t('pages.search')} className="no-print">
        <PageSearch typed={typed} type={setTyped} open={open} />
      </Panel>
      {changes.length > 0 && !code && (
        <Panel title={t('pages.toAcknowledge', { count: changes.length })} flush>
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
        </Panel>
      )}
      {code ? (
        <div className="panel">
          <div className="panel-body">
            <PageReader key={code} code={code} open={open} />
          </div>
        </div>
      ) : (
        changes.length === 0 && <Empty title={t('pages.readingEmpty')} hint={t('pages.searchHint')} />
      )}
    </div>
  );
}
