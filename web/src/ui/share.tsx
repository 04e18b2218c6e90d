import { Link } from 'react-router';
import type { Share } from '@/api/contract';
import { useWords } from '@/lib/session';
import './share.css';

/** Per cent with one decimal below ten, so that rare things do not all read 0. */
export function perCent(value: number): string {
  const hundred = value * 100;
  return `${hundred > 0 && hundred < 10 ? hundred.toFixed(1) : Math.round(hundred)} %`;
}

/** A share with its counts and where the true one lies; `to` opens what was counted. */
export function ShareCell({ share, to }: { share: Share; to?: string }) {
  const { t, number } = useWords();
  if (share.whole === 0) return <span className="muted">–</span>;
  const counts = `${number(share.part)} / ${number(share.whole)}`;
  return (
    <span className="share num">
      <strong>{perCent(share.part / share.whole)}</strong>{' '}
      <span className="muted" title={t('reports.interval')}>
        {perCent(share.low ?? 0)}–{perCent(share.high ?? 1)}
      </span>
      <br />
      {to ? <Link to={to}>{counts}</Link> : <span className="muted">{counts}</span>}
    </span>
  );
}
