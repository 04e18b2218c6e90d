import type { Department, EscalationRoute, EscalationSign, NeedType, Text } from '@/api/contract';
import { useWords } from '@/lib/session';
import { conditionWords } from '@/ui/condition-words';
import type { Tree } from '@/ui/forms/model';
import { ListPage } from '@/ui/records/list-page';
import { useOptions } from '@/ui/records/lookups';
import { NamesInput } from '@/ui/records/names-input';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';

/** A longer text in three languages. */
function LongTexts(props: ControlProps<Text>) {
  return <NamesInput {...props} area />;
}

const activity = {
  name: 'active',
  cell: (row: { active?: boolean }, { t }: { t: (key: string) => string }) => (
    <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
  ),
};

export const needTypesSpec: RecordSpec<NeedType> = {
  key: 'needTypes',
  path: '/need-types',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  remove: 'retire',
  removable: (row) => row.active === true,
  wide: true,
  blank: () => ({ name: {}, signs: {}, causes: {}, handling: {}, words: [], kind: 'need', active: true, order: 10 }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'kind', cell: (row, { t }) => t(`records.needTypes.o.${row.kind}`) },
    { name: 'handling', cell: (row, { say }) => say(row.handling), minor: true },
    activity,
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'kind', kind: 'choice', options: ['need', 'decision'], required: true, only: 'new' },
        { name: 'code', kind: 'code', required: true },
        { name: 'signs', kind: 'custom', control: LongTexts, required: true, full: true },
        { name: 'causes', kind: 'custom', control: LongTexts, full: true },
        { name: 'handling', kind: 'custom', control: LongTexts, required: true, full: true },
        { name: 'words', kind: 'list', full: true },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const departmentsSpec: RecordSpec<Department> = {
  key: 'departments',
  path: '/departments',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/accounts'],
  blank: () => ({ name: {}, active: true }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) },
    {
      name: 'ownerId',
      cell: (row, { nameOf, t }) => (row.ownerId ? nameOf('/accounts', row.ownerId) : t('contact.matrix.nobody')),
    },
    {
      name: 'check',
      cell: (row, { t }) =>
        row.checkOverdue ? (
          <StatePill state="bad">{t('contact.matrix.overdue')}</StatePill>
        ) : row.lastCheck ? (
          t('contact.matrix.checked', { month: row.lastCheck })
        ) : (
          <span className="muted">{t('contact.matrix.never')}</span>
        ),
    },
    activity,
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'ownerId', kind: 'ref', source: '/accounts' },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const escalationRoutesSpec: RecordSpec<EscalationRoute> = {
  key: 'escalationRoutes',
  path: '/escalation-routes',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/clients'],
  filters: [
    { name: 'client', source: '/clients' },
    { name: 'department', source: '/departments' },
  ],
  blank: ({ clientId }) => ({ name: {}, agentIds: [], active: true, order: 10, ...(clientId && { clientId }) }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    { name: 'departmentId', cell: (row, { say }) => say(row.departmentName) },
    { name: 'teamId', cell: (row, { say }) => say(row.teamName) || '–' },
    { name: 'queueId', cell: (row, { say }) => say(row.queueName) || '–' },
    { name: 'agentIds', cell: (row) => (row.agentNames ?? []).join(', ') || '–', minor: true },
    activity,
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'departmentId', kind: 'ref', source: '/departments', required: true },
        { name: 'teamId', kind: 'ref', source: '/teams' },
        { name: 'queueId', kind: 'ref', source: '/queues' },
        { name: 'agentIds', kind: 'refs', source: '/agents', full: true },
        { name: 'page', kind: 'code' },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

/** When a sign holds, as a sentence. */
function SignSentence({ sign }: { sign: EscalationSign }) {
  const { t, number } = useWords();
  const { options: needs } = useOptions('/need-types', 'code');
  if (!sign.whenTree) return <span className="code">{sign.condition}</span>;
  return conditionWords(sign.whenTree as Tree, {
    t,
    number,
    name: (name) => t(`records.escalationSigns.name.${name}`, { defaultValue: name }),
    text: (value) => needs.find((each) => each.value === value)?.label ?? value,
  });
}

export const escalationSignsSpec: RecordSpec<EscalationSign> = {
  key: 'escalationSigns',
  path: '/escalation-signs',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  blank: () => ({ name: {}, condition: '', words: [], active: true, order: 10 }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) },
    { name: 'condition', cell: (row) => <SignSentence sign={row} /> },
    { name: 'words', cell: (row) => (row.words ?? []).slice(0, 6).join(', ') || '–', minor: true },
    activity,
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'condition', kind: 'area', required: true, full: true },
        { name: 'words', kind: 'list', full: true },
        { name: 'order', kind: 'number', min: 0, max: 9999 },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const NeedTypesPage = () => <ListPage spec={needTypesSpec} />;
export const DepartmentsPage = () => <ListPage spec={departmentsSpec} />;
export const EscalationRoutesPage = () => <ListPage spec={escalationRoutesSpec} />;
export const EscalationSignsPage = () => <ListPage spec={escalationSignsSpec} />;
