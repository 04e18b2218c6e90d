import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { Language } from '@/api/contract';
import { useLate } from '@/lib/now';
import { languages } from '@/lib/languages';
import { useMe, useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import '@/ui/records/records.css';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import './scripts.css';

/** One's own role plays, and the beginning of another one. */
export function RolePlaysPage() {
  const { t, say, dateTime } = useWords();
  const me = useMe();
  const [client, setClient] = useState(me.clients[0]?.id ?? '');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['role-plays', client],
    queryFn: () => api.get('/role-plays', { query: client ? { client } : {} }),
    refetchInterval: 10_000,
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('scripts.play.title')}</h1>
        <p>{t('scripts.play.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data && (
        <div className="panel-stack">
          <Begin
            key={client}
            client={client}
            setClient={setClient}
            scenarios={data.scenarios.map((each) => ({
              value: each.code,
              label: say(each.title),
              title: say(each.who),
            }))}
            people={data.people.map((each) => ({ value: each.id, label: each.name }))}
          />
          <Panel title={t('scripts.play.mine')} flush>
            {data.plays.length === 0 ? (
              <Empty title={t('scripts.play.none')} hint={t('scripts.play.noneHint')} />
            ) : (
              <div className="list-wrap" tabIndex={0} role="group" aria-label={t('scripts.play.mine')}>
                <LabelledTable className="list plain">
                  <thead>
                    <tr>
                      <th scope="col">{t('scripts.play.scenario')}</th>
                      <th scope="col">{t('scripts.play.role')}</th>
                      <th scope="col">{t('scripts.play.agent')}</th>
                      <th scope="col">{t('scripts.play.player')}</th>
                      <th scope="col">{t('scripts.play.coach')}</th>
                      <th scope="col">{t('scripts.play.state')}</th>
                      <th scope="col">{t('scripts.play.began')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.plays.map((play) => (
                      <tr key={play.id}>
                        <th scope="row">
                          <Link to={`/desk/role-plays/${play.id}`}>{say(play.title)}</Link>
                        </th>
                        <td>{t(`scripts.play.as.${play.mine}`)}</td>
                        <td>{play.agentName}</td>
                        <td>{play.playerName}</td>
                        <td>{play.coachName ?? ''}</td>
                        <td>
                          <StatePill state={play.state === 'done' ? 'good' : 'warn'}>
                            {t(`scripts.play.is.${play.state}`)}
                          </StatePill>
                        </td>
                        <td className="num">{dateTime(play.beganAt)}</td>
                      </tr>
                    ))}
                  </tbody>
                </LabelledTable>
              </div>
            )}
          </Panel>
        </div>
      )}
    </>
  );
}

type Option = { value: string; label: string; title?: string };

function Begin({
  client,
  setClient,
  scenarios,
  people,
}: {
  client: string;
  setClient: (id: string) => void;
  scenarios: Option[];
  people: Option[];
}) {
  const { t, say, language } = useWords();
  const me = useMe();
  const go = useNavigate();
  const [scenario, setScenario] = useState<string>();
  const [player, setPlayer] = useState<string>();
  const [coach, setCoach] = useState<string>();
  const [spoken, setSpoken] = useState<Language>(language as Language);
  const begin = useMutation({
    mutationFn: () =>
      api.post('/role-plays', {
        body: { clientId: client, scenario, playerId: player, language: spoken, ...(coach && { coachId: coach }) },
      }),
    onSuccess: (page) => void go(`/desk/role-plays/${page.row.id}`),
  });
  const choice = (
    label: string,
    value: string | undefined,
    options: Option[],
    set: (next: string) => void,
    none?: () => void,
  ) => (
    <label className="play-field">
      <span>{label}</span>
      <Select
        showSearch
        optionFilterProp="label"
        aria-label={label}
        value={value ?? null}
        options={options}
        {...(none && { allowClear: true, placeholder: t('scripts.play.nobody') })}
        onChange={(next: string | null | undefined) => (next ? set(next) : none?.())}
        popupMatchSelectWidth={false}
      />
    </label>
  );
  return (
    <Panel title={t('scripts.play.begin')}>
      <ProblemNote error={begin.error} />
      <div className="play-begin">
        {me.clients.length > 1 &&
          choice(
            t('scripts.play.client'),
            client,
            me.clients.map((each) => ({ value: each.id, label: say(each.name) })),
            setClient,
          )}
        {choice(t('scripts.play.scenario'), scenario, scenarios, setScenario)}
        {choice(
          t('scripts.play.player'),
          player,
          people.filter((each) => each.value !== coach),
          setPlayer,
        )}
        {choice(
          t('scripts.play.coach'),
          coach,
          people.filter((each) => each.value !== player),
          setCoach,
          () => setCoach(undefined),
        )}
        {choice(
          t('common.language'),
          spoken,
          languages.map((each) => ({ value: each, label: t(`common.lang.${each}`) })),
          (next) => setSpoken(next as Language),
        )}
        <Button type="primary" disabled={!scenario || !player} loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('scripts.play.start')}
        </Button>
      </div>
      <p className="muted play-hint">
        {scenarios.find((each) => each.value === scenario)?.title ?? t('scripts.play.youLead')}
      </p>
      {scenarios.length === 0 && <p className="muted">{t('scripts.play.noScenario')}</p>}
    </Panel>
  );
}
