import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AgentRow } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { StatePill } from '@/ui/state-pill';
import { ActDialog, type Act } from './act-dialog';
import { AgentBreaks } from './agent-breaks';
import { Strain } from './agent-list';
import { Monitor } from './monitor';

/** One person of the floor: what they do now, for how long, with whom. */
export function AgentPanel({
  agent,
  team,
  stateWords,
  queueWords,
  breakWords,
  close,
}: {
  agent: AgentRow;
  team: string;
  stateWords: (agent: AgentRow) => string;
  queueWords: (agent: AgentRow) => string;
  breakWords: (agent: AgentRow) => string;
  close: () => void;
}) {
  const { t, clock } = useWords();
  const now = useNow();
  const mayAct = useCan('floor.act');
  const mayAssess = useCan('skills.edit');
  const [act, setAct] = useState<Act>();
  const begin = (kind: Act['kind']) => setAct({ kind, agents: [agent.agentId] });
  const signedIn = agent.state !== 'signed-out';
  return (
    <Drawer open onClose={close} size={420} title={agent.name} className="agent-panel" mask={false}>
      <dl className="facts">
        <dt>{t('floor.list.state')}</dt>
        <dd>
          <StatePill state={agent.state}>{stateWords(agent)}</StatePill>
        </dd>
        {agent.state !== 'signed-out' && (
          <>
            <dt>{t('floor.list.time')}</dt>
            <dd className="num">{clock(now - Date.parse(agent.since))}</dd>
          </>
        )}
        <dt>{t('floor.list.contact')}</dt>
        <dd>
          {agent.interactionId ? (
            <Link to={`/insight/interactions/${agent.interactionId}`}>{queueWords(agent) || t('floor.openCall')}</Link>
          ) : (
            '–'
          )}
        </dd>
        <dt>{t('floor.list.strain')}</dt>
        <dd>
          <Strain strain={agent.strain} />
        </dd>
        <dt>{t('floor.list.break')}</dt>
        <dd>{breakWords(agent) || '–'}</dd>
        <dt>{t('floor.panel.team')}</dt>
        <dd>{team || '–'}</dd>
        <dt>{t('floor.panel.device')}</dt>
        <dd>{t(`floor.device.${agent.device}`)}</dd>
      </dl>
      {agent.interactionId && (agent.state === 'talk' || agent.state === 'hold') && (
        <Monitor interactionId={agent.interactionId} queueId={agent.queueId} />
      )}
      <AgentBreaks
        agent={agent}
        begin={mayAct ? (kind, breakId) => setAct({ kind, agents: [agent.agentId], breakId }) : undefined}
      />
      {mayAct && (
        <div className="panel-acts">
          <Button onClick={() => begin('message')}>{t('floor.act.message')}</Button>
          <Button onClick={() => begin('queues')}>{t('floor.act.queues')}</Button>
          {mayAssess && <Button onClick={() => begin('skill')}>{t('floor.act.skill')}</Button>}
          <Button onClick={() => begin('break')}>{t('floor.act.break')}</Button>
          <Button onClick={() => begin('overtime')}>{t('floor.act.overtime')}</Button>
          {signedIn && agent.state === 'not-ready' && (
            <Button onClick={() => begin('ready')}>{t('floor.act.ready')}</Button>
          )}
          {signedIn && agent.state !== 'not-ready' && (
            <Button onClick={() => begin('not-ready')}>{t('floor.act.not-ready')}</Button>
          )}
        </div>
      )}
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </Drawer>
  );
}
