import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { FloorAct } from '@/api/contract';
import { reasonsQuery } from '@/lib/reason-words';
import { useCan, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { blankPlan, GroupPicker, planMissing, planned, PlanFields, type Plan } from './act-plan';
import { floorQuery, teamsQuery } from './floor-query';

/** An act as a screen begins it: more is asked for in the dialog. */
export type Act = {
  kind: NonNullable<FloorAct['kind']>;
  agents: string[];
  queue?: string;
  alarmId?: string;
  /** One break of a single agent; else the next of each. */
  breakId?: string;
};

const longest = 500;
const mostAgents = 200;

function useSkills(wanted: boolean) {
  return useQuery({
    queryKey: ['list', '/skills', 'all'],
    staleTime: 300_000,
    retry: false,
    enabled: wanted,
    queryFn: async () => (await api.get('/skills', { query: { size: 200 } })).items,
  }).data;
}

/** Asks what is still open, does it, and says what became of each person. */
export function ActDialog({ act, shown = [], close }: { act: Act; shown?: string[]; close: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: board } = useQuery(floorQuery);
  const { data: reasons } = useQuery({ ...reasonsQuery, enabled: act.kind === 'not-ready' || act.kind === 'break' });
  const skills = useSkills(act.kind === 'skill');
  const [agents, setAgents] = useState(act.agents);
  const [add, setAdd] = useState<string[]>(act.queue ? [act.queue] : []);
  const [remove, setRemove] = useState<string[]>([]);
  const [reason, setReason] = useState<string>();
  const [skillId, setSkill] = useState<string>();
  const [level, setLevel] = useState<number>(3);
  const [text, setText] = useState('');
  const [plan, setPlan] = useState<Plan>(blankPlan);
  const mayTeams = useCan('agents.view');
  const { data: teams } = useQuery({ ...teamsQuery, enabled: mayTeams });
  const [why, setWhy] = useState('');
  const names = new Map(board?.agents.map((agent) => [agent.agentId, agent.name]));
  const queues = (board?.queues ?? []).map((row) => ({ value: row.id, label: say(row.name) }));
  const missing =
    agents.length === 0 ||
    (act.kind === 'queues' && add.length + remove.length === 0) ||
    ((act.kind === 'not-ready' || act.kind === 'break') && !reason) ||
    planMissing(act.kind, plan) ||
    (act.kind === 'skill' && !skillId) ||
    ((act.kind === 'message' || act.kind === 'overtime') && !text.trim());
  const doing = useMutation({
    mutationFn: () => {
      const body: FloorAct = { kind: act.kind, agents, alarmId: act.alarmId, why: why.trim() || undefined };
      if (act.kind === 'queues') Object.assign(body, { add, remove });
      if (act.kind === 'not-ready' || act.kind === 'break') body.reason = reason;
      if (act.kind === 'skill') Object.assign(body, { skillId, level: level || undefined });
      if (act.kind === 'message' || act.kind === 'overtime') body.text = text.trim();
      Object.assign(body, planned(act.kind, plan));
      const [only] = agents;
      if (act.breakId && agents.length === 1 && only === act.agents[0]) body.breakId = act.breakId;
      return api.post('/floor/actions', { body });
    },
    onSuccess: (row) => {
      const refused = row.agents.filter(({ outcome }) => outcome !== 'done');
      if (refused.length === 0) void message.success(t('floor.act.done', { count: row.agents.length }));
      else
        void message.warning(
          refused
            .map(({ name, outcome }) => `${name}: ${t(`floor.outcome.${outcome}`, { defaultValue: outcome })}`)
            .join('; '),
        );
      void queries.invalidateQueries({ queryKey: ['floor', 'actions'] });
      void queries.invalidateQueries({ queryKey: ['floor', 'serving'] });
      close();
    },
  });
  return (
    <Modal
      open
      title={t(`floor.act.${act.kind}`)}
      okText={t('floor.act.do')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: missing, loading: doing.isPending }}
      onOk={() => doing.mutate()}
      onCancel={close}
    >
      <Form layout="vertical">
        <Form.Item label={t('floor.act.agents')}>
          <Select
            mode="multiple"
            aria-label={t('floor.act.agents')}
            value={agents}
            onChange={setAgents}
            maxCount={mostAgents}
            optionFilterProp="label"
            options={(board?.agents ?? []).map((agent) => ({
              value: agent.agentId,
              label: names.get(agent.agentId) ?? agent.agentId,
            }))}
          />
        </Form.Item>
        <GroupPicker
          teams={teams ?? []}
          shown={shown}
          agents={board?.agents ?? []}
          pick={(more) => setAgents((now) => [...new Set([...now, ...more])].slice(0, mostAgents))}
        />
        {act.kind === 'queues' && (
          <>
            <Form.Item label={t('floor.act.add')}>
              <Select mode="multiple" aria-label={t('floor.act.add')} value={add} onChange={setAdd} options={queues} />
            </Form.Item>
            <Form.Item label={t('floor.act.remove')}>
              <Select
                mode="multiple"
                aria-label={t('floor.act.remove')}
                value={remove}
                onChange={setRemove}
                options={queues}
              />
            </Form.Item>
          </>
        )}
        {act.kind === 'skill' && (
          <>
            <Form.Item label={t('floor.act.skillName')}>
              <Select
                aria-label={t('floor.act.skillName')}
                value={skillId}
                onChange={setSkill}
                options={(skills ?? []).map(({ id, name }) => ({ value: id ?? '', label: say(name) }))}
              />
            </Form.Item>
            <Form.Item label={t('floor.act.level')}>
              <Select
                aria-label={t('floor.act.level')}
                value={level}
                onChange={setLevel}
                options={[
                  { value: 0, label: t('floor.act.noLevel') },
                  ...[1, 2, 3, 4, 5].map((each) => ({ value: each, label: String(each) })),
                ]}
              />
            </Form.Item>
          </>
        )}
        {(act.kind === 'not-ready' || act.kind === 'break') && (
          <Form.Item label={t(act.kind === 'break' ? 'floor.plan.kind' : 'floor.act.reason')}>
            <Select
              aria-label={t(act.kind === 'break' ? 'floor.plan.kind' : 'floor.act.reason')}
              value={reason}
              onChange={setReason}
              options={(reasons ?? [])
                .filter((each) => each.active && !each.system && (act.kind !== 'break' || each.planned))
                .map(({ code, name }) => ({ value: code, label: say(name) }))}
            />
          </Form.Item>
        )}
        <PlanFields kind={act.kind} plan={plan} change={(more) => setPlan((now) => ({ ...now, ...more }))} />
        {(act.kind === 'message' || act.kind === 'overtime') && (
          <Form.Item label={t(act.kind === 'overtime' ? 'floor.plan.text' : 'floor.act.text')}>
            <Input.TextArea
              aria-label={t(act.kind === 'overtime' ? 'floor.plan.text' : 'floor.act.text')}
              rows={3}
              maxLength={longest}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Form.Item>
        )}
        <Form.Item label={t('floor.act.why')}>
          <Input
            aria-label={t('floor.act.why')}
            maxLength={longest}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </Form.Item>
      </Form>
      <ProblemNote error={doing.error} />
    </Modal>
  );
}
