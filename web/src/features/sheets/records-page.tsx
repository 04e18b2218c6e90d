import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SheetRow } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { ListPage } from '@/ui/records/list-page';
import { SavedViews } from '@/ui/records/saved-views';
import type { RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { ScoreChart } from './score-chart';
import './sheets.css';
import { scoresQuery } from './sheets-query';

export const sheetsSpec: RecordSpec<SheetRow> = {
  key: 'sheets',
  path: '/sheets',
  readOnly: true,
  title: (row, { say }) => say(row.typeName),
  href: (row) => `/floor/records/${row.id}`,
  blank: () => ({}),
  filters: [
    { name: 'type', source: '/sheet-types' },
    { name: 'mine', options: ['true'], word: 'mine-' },
    { name: 'findings', options: ['true', 'false'], word: 'findings-' },
    { name: 'withdrawn', options: ['true'], word: 'withdrawn-' },
  ],
  columns: [
    { name: 'at', sort: 'at', cell: (row, { dateTime }) => dateTime(row.at) },
    { name: 'type', sort: 'type', cell: (row, { say }) => say(row.typeName) },
    { name: 'subject', cell: (row, { say, t }) => say(row.subjectName) || t('sheets.wholeHouse') },
    {
      name: 'score',
      sort: 'score',
      right: true,
      cell: (row) =>
        row.score !== undefined && (
          <span className="num">
            {Math.round(row.score * 100)} %{row.criticalErrors > 0 && ' ■'}
          </span>
        ),
    },
    {
      name: 'findings',
      sort: 'findings',
      cell: (row, { t }) =>
        row.findings > 0 && (
          <StatePill state={row.cases >= row.findings ? 'good' : 'warn'}>
            {t('sheets.findingsCases', { findings: row.findings, cases: row.cases })}
          </StatePill>
        ),
    },
    { name: 'files', right: true, minor: true, cell: (row) => (row.files > 0 ? row.files : null) },
    { name: 'filledName', sort: 'filledName', cell: (row) => row.filledName, minor: true },
  ],
  sections: [],
};

/** Everything that was filled in, with the scores of one kind over time. */
export function RecordsPage() {
  const { t } = useWords();
  const [read] = useUrlState();
  const fills = useCan('sheets.fill');
  const type = read('type');
  const subject = read('subject');
  const { data: scores = [] } = useQuery({ ...scoresQuery(type, subject), enabled: type !== '' });
  return (
    <ListPage
      spec={sheetsSpec}
      extra={
        <>
          <SavedViews list="sheets" />
          {fills && (
            <Link className="round-act" to="/floor/rounds">
              {t('sheets.rounds')}
            </Link>
          )}
        </>
      }
      note={type && scores.length > 1 && <ScoreChart scores={scores} label={t('sheets.chart')} />}
      {...(subject && { fixed: { subject } })}
    />
  );
}
