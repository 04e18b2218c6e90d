import type { Client, Site } from '@/api/contract';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import type { RecordSpec } from '@/ui/records/types';
import { ContactLimitsPanel } from './contact-limits';
import { PrecedencePanel } from './precedence';
import { ValueRulePanel } from './value-rule';
import { RecordingStandardPanel } from './recording-standard';

/** What else a client decides, each saved by itself. */
function ClientMore({ row }: { row: Client }) {
  return (
    <>
      <PrecedencePanel row={row} />
      <ValueRulePanel row={row} />
      <ContactLimitsPanel row={row} />
      <RecordingStandardPanel row={row} />
    </>
  );
}

export const clientsSpec: RecordSpec<Client> = {
  key: 'clients',
  path: '/clients',
  right: 'clients.edit',
  title: (row, { say }) => say(row.name),
  more: ClientMore,
  blank: () => ({
    name: {},
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    retentionDays: { recordings: 180, interactions: 730, customers: 1095 },
    repeatHours: 168,
    followUpMinutes: 60,
    active: true,
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, sort: 'code' },
    { name: 'timeZone', cell: (row) => row.timeZone },
    {
      name: 'retentionDays.recordings',
      cell: (row, { number }) => number(row.retentionDays.recordings),
      right: true,
      minor: true,
    },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'timeZone', kind: 'zone', required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
    {
      name: 'retention',
      fields: [
        { name: 'retentionDays.recordings', kind: 'number', min: 1, max: 36500, unit: 'common.days', required: true },
        { name: 'retentionDays.interactions', kind: 'number', min: 1, max: 36500, unit: 'common.days', required: true },
        { name: 'retentionDays.customers', kind: 'number', min: 1, max: 36500, unit: 'common.days', required: true },
      ],
    },
    {
      name: 'followUp',
      fields: [
        { name: 'repeatHours', kind: 'number', min: 1, max: 720, unit: 'records.u.hours', required: true },
        { name: 'followUpMinutes', kind: 'number', min: 0, max: 10080, unit: 'records.u.minutes', required: true },
      ],
    },
  ],
};

export const sitesSpec: RecordSpec<Site> = {
  key: 'sites',
  path: '/sites',
  right: 'clients.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/calendars'],
  blank: () => ({ name: {}, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  remove: 'delete',
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, sort: 'code' },
    { name: 'timeZone', cell: (row) => row.timeZone },
    { name: 'calendarId', cell: (row, { nameOf }) => nameOf('/calendars', row.calendarId) || '–' },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'timeZone', kind: 'zone', required: true },
        { name: 'calendarId', kind: 'ref', source: '/calendars' },
      ],
    },
  ],
};

export const ClientsPage = () => <ListPage spec={clientsSpec} />;
export const SitesPage = () => <ListPage spec={sitesSpec} />;
