import { Button, Form, Input, InputNumber, Segmented, Select } from 'antd';
import type { AgentRow, FloorAct } from '@/api/contract';
import { useWords } from '@/lib/session';

type Kind = NonNullable<FloorAct['kind']>;

/** What is asked for when an act concerns a later hour. */
export type Plan = {
  how: 'at' | 'by';
  from: string;
  minutes: number | null;
  byMinutes: number | null;
  /** How many go together; null for all at once. */
  atOnce: number | null;
  direction: 'stay' | 'come';
  answerMinutes: number | null;
};

export const blankPlan: Plan = {
  how: 'at',
  from: '',
  minutes: 15,
  byMinutes: 15,
  atOnce: null,
  direction: 'stay',
  answerMinutes: 15,
};

const timed = (kind: Kind, plan: Plan) => kind === 'break' || (kind === 'break-move' && plan.how === 'at');
const lasting = (kind: Kind) => kind === 'break' || kind === 'break-length' || kind === 'overtime';

export function planMissing(kind: Kind, plan: Plan): boolean {
  return (
    (timed(kind, plan) && !plan.from) ||
    (lasting(kind) && !plan.minutes) ||
    (kind === 'break-move' && plan.how === 'by' && !plan.byMinutes) ||
    (kind === 'overtime' && !plan.answerMinutes)
  );
}

/** The part of the request that is about it. */
export function planned(kind: Kind, plan: Plan): Partial<FloorAct> {
  return {
    ...(timed(kind, plan) && { from: plan.from }),
    ...(timed(kind, plan) && plan.atOnce !== null && { atOnce: plan.atOnce }),
    ...(lasting(kind) && plan.minutes !== null && { minutes: plan.minutes }),
    ...(kind === 'break-move' && plan.how === 'by' && plan.byMinutes !== null && { byMinutes: plan.byMinutes }),
    ...(kind === 'overtime' && {
      direction: plan.direction,
      ...(plan.answerMinutes !== null && { answerMinutes: plan.answerMinutes }),
    }),
  };
}

/** Takes a team, or all those on the screen, in one go. */
export function GroupPicker({
  teams,
  shown,
  agents,
  pick,
}: {
  teams: { id?: string; name?: Parameters<ReturnType<typeof useWords>['say']>[0] }[];
  shown: string[];
  agents: AgentRow[];
  pick: (agents: string[]) => void;
}) {
  const { t, say } = useWords();
  if (teams.length === 0 && shown.length === 0) return null;
  return (
    <div className="act-groups">
      {teams.length > 0 && (
        <Select
          aria-label={t('floor.plan.team')}
          placeholder={t('floor.plan.team')}
          value={null}
          onChange={(team: string) =>
            pick(agents.filter(({ teamId }) => teamId === team).map(({ agentId }) => agentId))
          }
          options={teams.map(({ id, name }) => ({ value: id ?? '', label: say(name) }))}
        />
      )}
      {shown.length > 0 && (
        <Button onClick={() => pick(shown)}>{t('floor.plan.shown', { count: Math.min(200, shown.length) })}</Button>
      )}
    </div>
  );
}

/** When, how long, and one after another: only what the kind of act needs. */
export function PlanFields({ kind, plan, change }: { kind: Kind; plan: Plan; change: (more: Partial<Plan>) => void }) {
  const { t } = useWords();
  const number = (
    name: 'minutes' | 'byMinutes' | 'answerMinutes' | 'atOnce',
    label: string,
    min: number,
    max: number,
    hint?: string,
  ) => (
    <Form.Item label={label} extra={hint}>
      <InputNumber
        aria-label={label}
        min={min}
        max={max}
        precision={0}
        value={plan[name]}
        onChange={(value) => change({ [name]: value })}
      />
    </Form.Item>
  );
  return (
    <>
      {kind === 'overtime' && (
        <Form.Item>
          <Segmented
            aria-label={t('floor.plan.direction')}
            value={plan.direction}
            onChange={(direction) => change({ direction })}
            options={(['stay', 'come'] as const).map((value) => ({ value, label: t(`floor.plan.${value}`) }))}
          />
        </Form.Item>
      )}
      {kind === 'break-move' && (
        <Form.Item>
          <Segmented
            aria-label={t('floor.plan.how')}
            value={plan.how}
            onChange={(how) => change({ how })}
            options={(['at', 'by'] as const).map((value) => ({ value, label: t(`floor.plan.moveBy.${value}`) }))}
          />
        </Form.Item>
      )}
      {timed(kind, plan) && (
        <Form.Item label={t('floor.plan.from')} extra={t('floor.plan.fromHint')}>
          <Input
            type="time"
            className="plan-time"
            aria-label={t('floor.plan.from')}
            value={plan.from}
            onChange={(event) => change({ from: event.target.value })}
          />
        </Form.Item>
      )}
      {kind === 'break-move' &&
        plan.how === 'by' &&
        number('byMinutes', t('floor.plan.byMinutes'), -480, 480, t('floor.plan.byHint'))}
      {lasting(kind) && number('minutes', t('floor.plan.minutes'), kind === 'overtime' ? 5 : 1, 480)}
      {timed(kind, plan) && number('atOnce', t('floor.plan.atOnce'), 1, 200, t('floor.plan.atOnceHint'))}
      {kind === 'overtime' && number('answerMinutes', t('floor.plan.answerMinutes'), 1, 1440)}
    </>
  );
}
