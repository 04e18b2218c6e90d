import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { http } from '@/api/http';
import { useWords } from '@/lib/session';
import { wordsOf } from '../problem';
import { useOptions } from './lookups';

export type SavedView = { id: string; name: string; search: string; teamId?: string; mine: boolean };
type Views = { views: SavedView[]; teams: string[] };

const query = (list: string) => ({
  queryKey: ['views', list],
  queryFn: () => http.get<Views>('/views', { list }),
  staleTime: 60_000,
});

/** The filters of a list under a name: they are the address, so a view is the address kept; for oneself or for a team. */
export function SavedViews({ list, leaveOut = [] }: { list: string; leaveOut?: string[] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data } = useQuery(query(list));
  const views = data?.views ?? [];
  const { options: teams } = useOptions('/teams/names');
  const mine = teams.filter((team) => data?.teams.includes(team.value));
  const [params, setParams] = useSearchParams();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [teamId, setTeamId] = useState('');
  const now = new URLSearchParams(params);
  for (const each of ['record', 'page', ...leaveOut]) now.delete(each);
  now.sort();
  const search = now.toString();
  const here = views.find((view) => view.search === search);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: query(list).queryKey });
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const save = () => {
    const named = name.trim();
    if (!named) return;
    void attempt(() => http.post('/views', { list, name: named, search, ...(teamId && { teamId }) }));
    setNaming(false);
    setName('');
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: here ? [`view ${here.id}`] : [],
          items: [
            ...views.map((view) => ({
              key: `view ${view.id}`,
              label: view.mine ? view.name : `${view.name} · ${t('contact.views.of')}`,
            })),
            ...(views.length > 0 ? [{ type: 'divider' as const, key: 'line' }] : []),
            { key: 'save', label: t('records.views.save'), disabled: search === '' },
            ...(here?.mine ? [{ key: 'drop', danger: true, label: t('records.views.drop', { name: here.name }) }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'save') setNaming(true);
            else if (key === 'drop') void attempt(() => http.delete(`/views/${here!.id}`));
            else setParams(new URLSearchParams(views.find((view) => `view ${view.id}` === key)?.search ?? ''));
          },
        }}
      >
        <Button>{here?.name ?? t('records.views.title')} ▾</Button>
      </Dropdown>
      <Modal
        open={naming}
        title={t('records.views.save')}
        okText={t('common.save')}
        okButtonProps={{ disabled: !name.trim() }}
        onOk={save}
        onCancel={() => setNaming(false)}
      >
        <label htmlFor="view-name">{t('records.views.name')}</label>
        <Input
          id="view-name"
          autoFocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        {mine.length > 0 && (
          <>
            <label htmlFor="view-team">{t('contact.views.share')}</label>
            <Select
              id="view-team"
              style={{ width: '100%' }}
              value={teamId}
              options={[{ value: '', label: t('contact.views.onlyMe') }, ...mine]}
              onChange={setTeamId}
            />
          </>
        )}
      </Modal>
    </>
  );
}
