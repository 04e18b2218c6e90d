import { Link, useLocation } from 'react-router';
import { useNow } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useHelp } from './help-query';
import './monitoring-strip.css';

function Notice() {
  const { t, clock } = useWords();
  const now = useNow();
  const { pathname } = useLocation();
  const waiting = useHelp().filter((request) => !request.takenAt);
  const first = waiting[0];
  // the pages of the floor have the list itself
  if (!first || pathname === '/floor' || pathname === '/floor/agents') return null;
  return (
    <div className="monitoring-strip" role="status">
      <span>
        <strong>{t('floor.help.notice', { name: first.agentName ?? '–', count: waiting.length })}</strong>{' '}
        <span className="num muted">{clock(Math.max(0, now - Date.parse(first.askedAt)))}</span>
      </span>
      <Link to="/floor/agents">{t('floor.help.open')}</Link>
    </div>
  );
}

/** Who may help is told on every page that somebody asks and nobody sees to it yet. */
export function HelpNotice() {
  const acts = useCan('floor.act');
  const sees = useCan('floor.view');
  return acts && sees ? <Notice /> : null;
}
