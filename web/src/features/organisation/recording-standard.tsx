import { useQuery } from '@tanstack/react-query';
import { App, Button, Select, Switch } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Client, RecordingStandard } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { NamesInput } from '@/ui/records/names-input';
import { useOptions } from '@/ui/records/lookups';

/** The client's written standard: who may hear its recordings, whether they leave the house, what listeners are told. */
export function RecordingStandardPanel({ row }: { row: Client }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const mayEdit = useCan('clients.edit');
  const { options } = useOptions(useCan('accounts.view') ? '/roles' : undefined);
  const [edited, setEdited] = useState<RecordingStandard>();
  const { data, refetch } = useQuery({
    queryKey: ['recording-standard', row.id],
    queryFn: () => api.get('/recordings/standards/{client}', { path: { client: row.id } }),
    retry: false,
  });
  const shown = edited ?? data;
  if (!shown) return null;
  const change = (part: Partial<RecordingStandard>) => setEdited({ ...shown, ...part });
  const save = async () => {
    try {
      await api.put('/recordings/standards', { body: shown });
      setEdited(undefined);
      await refetch();
      void message.success(t('common.saved'));
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <section aria-label={t('records.recordings.title')} style={{ marginBottom: 24 }}>
      <h3>{t('records.recordings.title')}</h3>
      <div className="rows-edit">
        <label className="rows-edit-row">
          <span className="grow">{t('records.recordings.roles')}</span>
          <Select
            mode="multiple"
            aria-label={t('records.recordings.roles')}
            placeholder={t('records.recordings.everybody')}
            style={{ minWidth: 240 }}
            disabled={!mayEdit}
            options={options}
            value={shown.listenRoles}
            onChange={(listenRoles: string[]) => change({ listenRoles })}
          />
        </label>
        <label className="rows-edit-row">
          <span className="grow">{t('records.recordings.downloads')}</span>
          <Switch disabled={!mayEdit} checked={shown.downloads} onChange={(downloads) => change({ downloads })} />
        </label>
        <div>
          <p>{t('records.recordings.note')}</p>
          <NamesInput value={shown.note ?? {}} disabled={!mayEdit} onChange={(note) => change({ note })} />
        </div>
      </div>
      {edited && (
        <Button type="primary" style={{ marginTop: 8 }} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      )}
    </section>
  );
}
