import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useMe, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import './cases.css';

const query = { queryKey: ['application-tasks'], queryFn: () => api.get('/case-types/applications') };

/** The tasks of the four application areas: chosen here, they become types of case of a client. */
export function ApplicationTasksPage() {
  const { t, say } = useWords();
  const me = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(query);
  const late = useLate(isPending);
  const [clientId, setClientId] = useState(me.clients[0]?.id);
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      queries.setQueryData(
        query.queryKey,
        await api.post('/case-types/applications', { body: { clientId: clientId!, tasks: chosen } }),
      );
      setChosen([]);
      void message.success(t('contact.settings.done'));
      await queries.invalidateQueries({ queryKey: ['list', '/case-types'] });
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link to="/settings/case-types">← {t('common.entry.case-types')}</Link>
          <h1>{t('contact.settings.playbook')}</h1>
        </div>
        <Select
          aria-label={t('contact.settings.client')}
          value={clientId}
          style={{ minWidth: 180 }}
          options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={(next) => {
            setClientId(next);
            setChosen([]);
          }}
        />
        <Button type="primary" loading={busy} disabled={chosen.length === 0 || !clientId} onClick={() => void add()}>
          {t('contact.settings.add', { count: chosen.length })}
        </Button>
        <p>{t('contact.settings.playbookLead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={10} />}
      {data?.map((area) => {
        const open = area.tasks.filter((task) => !task.addedTo.includes(clientId ?? '')).map((task) => task.code);
        const all = open.length > 0 && open.every((code) => chosen.includes(code));
        return (
          <Panel
            key={area.code}
            title={say(area.name)}
            extra={
              open.length > 0 && (
                <Checkbox
                  checked={all}
                  onChange={() =>
                    setChosen(all ? chosen.filter((code) => !open.includes(code)) : [...new Set([...chosen, ...open])])
                  }
                >
                  {t('contact.settings.all')}
                </Checkbox>
              )
            }
          >
            <ul className="task-list">
              {area.tasks.map((task) => {
                const there = task.addedTo.includes(clientId ?? '');
                return (
                  <li key={task.code}>
                    <Checkbox
                      checked={there || chosen.includes(task.code)}
                      disabled={there}
                      onChange={() =>
                        setChosen(
                          chosen.includes(task.code)
                            ? chosen.filter((code) => code !== task.code)
                            : [...chosen, task.code],
                        )
                      }
                    >
                      {say(task.name)}
                      {there && <span className="tag">{t('contact.settings.added')}</span>}
                    </Checkbox>
                    <span className="muted task-results">{task.results.map((each) => say(each.name)).join(' · ')}</span>
                  </li>
                );
              })}
            </ul>
          </Panel>
        );
      })}
    </>
  );
}
