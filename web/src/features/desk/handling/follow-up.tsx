import { Input, Select } from 'antd';
import { useMe, useWords } from '@/lib/session';
import { useOptions } from '@/ui/records/lookups';
import './handling.css';

export type FollowUp = { dueAt?: string; ownerId?: string; note?: string };

/** Local time as a field of the browser writes it. */
const local = (at: string | undefined) => {
  if (!at) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** A result that leaves something to do becomes a dated case: until when, who, what. */
export function FollowUpFields({
  name,
  value,
  change,
}: {
  name: string;
  value: FollowUp;
  change: (next: FollowUp) => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const { options } = useOptions('/cases/owners');
  const set = (part: { [K in keyof FollowUp]?: string | undefined }) => {
    const next = { ...value, ...part };
    for (const key of ['dueAt', 'ownerId', 'note'] as const) if (!next[key]) delete next[key];
    change(next as FollowUp);
  };
  const people = options.filter((each) => each.value !== me.account.id);
  return (
    <div className="follow-up" role="group" aria-label={t('contact.followUp.title')}>
      <p className="muted">{t('contact.followUp.hint', { name })}</p>
      <label htmlFor="follow-up-due">{t('contact.followUp.due')}</label>
      <Input
        id="follow-up-due"
        type="datetime-local"
        value={local(value.dueAt)}
        onChange={(event) =>
          set({ dueAt: event.target.value ? new Date(event.target.value).toISOString() : undefined })
        }
      />
      <label htmlFor="follow-up-owner">{t('contact.followUp.owner')}</label>
      <Select
        id="follow-up-owner"
        value={value.ownerId ?? me.account.id}
        showSearch={{ optionFilterProp: 'label' }}
        options={[{ value: me.account.id, label: t('contact.followUp.me') }, ...people]}
        onChange={(ownerId) => set({ ownerId: ownerId === me.account.id ? undefined : ownerId })}
      />
      <label htmlFor="follow-up-note">{t('contact.followUp.note')}</label>
      <Input.TextArea
        id="follow-up-note"
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={4000}
        value={value.note ?? ''}
        onChange={(event) => set({ note: event.target.value })}
      />
    </div>
  );
}
