import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Agent, Skill, Team } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import { Once } from '@/ui/records/once';
import { useUndoNotice } from '@/ui/undo';
import { lookupQuery, useOptions } from '@/ui/records/lookups';
import type { RecordSpec } from '@/ui/records/types';
import { Stays } from '@/ui/stays';

/** Skills are kept once, in the matrix, with who assessed them; here they are only shown. */
function AgentSkills({ row }: { row: Agent }) {
  const { t, say } = useWords();
  const { data = [] } = useQuery(lookupQuery('/skills'));
  return (
    <>
      <h3>{t('records.agents.skills')}</h3>
      <p className="muted">
        {t('records.agents.skillsHint')}{' '}
        <Link to={`/people/matrix?q=${encodeURIComponent(row.name)}`}>{t('common.entry.matrix')}</Link>
      </p>
      <span className="chips">
        {row.skills?.map(({ skillId, level, preference }) => (
          <span key={skillId} className="tag">
            {say(data.find((skill) => skill.id === skillId)?.name) || skillId} {level}
            {preference !== 'ordinary' && ` · ${t(`records.matrix.prefer.${preference}`)}`}
          </span>
        ))}
      </span>
      {row.id && <Stays of={{ agent: row.id }} />}
    </>
  );
}

type NewAgent = Agent & { signInName?: string; password?: string };

/** Agent and account in one act; the one-time password comes with the answer, once. */
async function takeOn({ signInName, ...agent }: NewAgent): Promise<NewAgent> {
  const name = signInName?.trim();
  if (!name) return api.post('/agents', { body: agent });
  const made = await api.post('/agents/with-account', { body: { agent, signInName: name } });
  return { ...made.agent, signInName: made.signInName, password: made.password };
}

function TakenOn({ row }: { row: NewAgent }) {
  const { t } = useWords();
  return row.password ? (
    <Once
      title={t('records.agents.oneTime', { name: row.signInName })}
      secret={row.password}
      hint={t('records.agents.oneTimeHint')}
    />
  ) : (
    <p role="status">{t('common.saved')}</p>
  );
}

export const agentsSpec: RecordSpec<NewAgent> = {
  key: 'agents',
  path: '/agents',
  final: true,
  right: 'agents.edit',
  title: (row) => row.name,
  sources: ['/teams', '/sites', '/clients'],
  filters: [
    { name: 'team', source: '/teams' },
    { name: 'client', source: '/clients' },
  ],
  remove: 'retire',
  removable: (row) => row.active,
  create: takeOn,
  made: TakenOn,
  more: AgentSkills,
  blank: ({ clientId }) => ({
    clients: clientId ? [clientId] : [],
    queues: [],
    voiceCapacity: 1,
    chatCapacity: 0,
    device: 'browser',
    active: true,
    skills: [],
  }),
  columns: [
    { name: 'name', cell: (row) => row.name, sort: 'name' },
    { name: 'staffNumber', cell: (row) => <span className="code">{row.staffNumber}</span>, sort: 'staffNumber' },
    { name: 'teamId', cell: (row, { say, nameOf }) => say(row.teamName) || nameOf('/teams', row.teamId) || '–' },
    {
      name: 'clients',
      cell: (row, { nameOf }) => row.clients.map((client) => nameOf('/clients', client) || client).join(', '),
    },
    { name: 'skills', cell: (row) => row.skills?.length ?? 0, right: true, minor: true },
    { name: 'device', cell: (row, { t }) => t(`records.agents.o.${row.device}`), minor: true },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [
    {
      name: 'person',
      fields: [
        { name: 'name', kind: 'text', required: true },
        { name: 'staffNumber', kind: 'code', required: true },
        { name: 'accountId', kind: 'ref', source: '/accounts', show: (draft) => !draft.signInName },
        { name: 'signInName', kind: 'text', only: 'new', show: (draft) => !draft.accountId },
        { name: 'siteId', kind: 'ref', source: '/sites', required: true },
        { name: 'joinedOn', kind: 'day' },
        { name: 'active', kind: 'switch' },
      ],
    },
    {
      name: 'work',
      fields: [
        { name: 'clients', kind: 'refs', source: '/clients', full: true, required: true },
        { name: 'queues', kind: 'refs', source: '/queues', full: true },
        { name: 'voiceCapacity', kind: 'number', min: 0, max: 1, required: true },
        { name: 'chatCapacity', kind: 'number', min: 0, max: 10, required: true },
        { name: 'device', kind: 'choice', options: ['browser', 'phone'], required: true },
        { name: 'deviceId', kind: 'ref', source: '/devices' },
      ],
    },
  ],
};

/** Membership has a first and a last day; nobody is erased from a team's past. */
function Members({ row, refresh }: { row: Team; refresh: () => void }) {
  const { t, day } = useWords();
  const { message } = App.useApp();
  const allowed = useCan('teams.edit');
  const queries = useQueryClient();
  const { options } = useOptions('/agents');
  const [agent, setAgent] = useState<string>();
  const [from, setFrom] = useState(dayjs());
  const name = (id: string) => options.find((option) => option.value === id)?.label ?? id;
  const today = dayjs().format('YYYY-MM-DD');
  const notice = useUndoNotice();
  const change = async (work: Promise<unknown>) => {
    try {
      await work;
      setAgent(undefined);
      refresh();
      void queries.invalidateQueries({ queryKey: ['list', '/agents'] });
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  // whoever leaves today and comes back today was never away
  const leave = async (agentId: string) => {
    await api.delete('/teams/{id}/members/{agentId}', { path: { id: row.id, agentId }, query: { to: today } });
    notice(t('common.removed'), () =>
      change(api.post('/teams/{id}/members', { path: { id: row.id }, body: { agentId, from: today } })),
    );
  };
  const now = row.members.filter((member) => !member.to || member.to > today);
  const past = row.members.filter((member) => member.to && member.to <= today);
  return (
    <>
      <h3>{t('records.teams.members', { count: now.length })}</h3>
      <div className="rows-edit">
        {now.map((member) => (
          <div key={`${member.agentId}${member.from}`} className="rows-edit-row">
            <strong className="grow">{name(member.agentId)}</strong>
            <span className="muted">{t('records.teams.since', { date: day(member.from) })}</span>
            {allowed && (
              <Button size="small" type="text" onClick={() => void change(leave(member.agentId))}>
                {t('records.teams.leaves')}
              </Button>
            )}
          </div>
        ))}
        {allowed && (
          <div className="rows-edit-row">
            <Select
              className="grow"
              aria-label={t('records.teams.add')}
              placeholder={t('records.teams.add')}
              options={options.filter((option) => !now.some((member) => member.agentId === option.value))}
              value={agent}
              onChange={setAgent}
              showSearch={{ optionFilterProp: 'label' }}
            />
            <DatePicker
              aria-label={t('records.teams.from')}
              value={from}
              allowClear={false}
              onChange={(date) => date && setFrom(date)}
            />
            <Button
              disabled={!agent}
              onClick={() =>
                void change(
                  api.post('/teams/{id}/members', {
                    path: { id: row.id },
                    body: { agentId: agent, from: from.format('YYYY-MM-DD') },
                  }),
                )
              }
            >
              {t('common.add')}
            </Button>
          </div>
        )}
        {past.length > 0 && (
          <details>
            <summary className="muted">{t('records.teams.past', { count: past.length })}</summary>
            {past.map((member) => (
              <p key={`${member.agentId}${member.from}`} className="muted">
                {name(member.agentId)} {day(member.from)} – {day(member.to)}
              </p>
            ))}
          </details>
        )}
      </div>
    </>
  );
}

export const teamsSpec: RecordSpec<Team> = {
  key: 'teams',
  path: '/teams',
  final: true,
  right: 'teams.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/sites', '/agents'],
  remove: 'delete',
  removable: (row) => row.members.length === 0,
  more: Members,
  blank: () => ({ name: {}, deputyIds: [], benchmarkIds: [], members: [] }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, minor: true },
    { name: 'siteId', cell: (row, { nameOf }) => nameOf('/sites', row.siteId) },
    { name: 'leaderId', cell: (row, { nameOf }) => nameOf('/agents', row.leaderId) || '–' },
    { name: 'members', cell: (row) => row.members.filter((member) => !member.to).length, right: true },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'siteId', kind: 'ref', source: '/sites', required: true },
        { name: 'leaderId', kind: 'ref', source: '/agents' },
        { name: 'deputyIds', kind: 'refs', source: '/agents', full: true },
        { name: 'benchmarkIds', kind: 'refs', source: '/agents', full: true },
      ],
    },
  ],
};

export const skillsSpec: RecordSpec<Skill> = {
  key: 'skills',
  path: '/skills',
  right: 'skills.edit',
  title: (row, { say }) => say(row.name),
  remove: 'retire',
  removable: (row) => row.active,
  blank: () => ({ name: {}, yesNo: false, active: true }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, sort: 'code' },
    { name: 'scale', cell: (row, { t }) => t(row.yesNo ? 'records.skills.yesNo' : 'records.skills.levels') },
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
        { name: 'yesNo', kind: 'switch' },
        { name: 'active', kind: 'switch' },
      ],
    },
  ],
};

export const AgentsPage = () => <ListPage spec={agentsSpec} />;
export const TeamsPage = () => <ListPage spec={teamsSpec} />;
export const SkillsPage = () => <ListPage spec={skillsSpec} />;
