import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { ProblemNote } from '@/ui/problem';
import { Door } from './door';
import { meQuery } from './session-query';

type Passwords = { old: string; next: string; again: string };

/** The fields alone: for the first sign-in and for the profile. */
export function PasswordForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const required = { required: true, message: t('common.problem.required') };
  return (
    <Form<Passwords>
      layout="vertical"
      requiredMark={false}
      onFinish={async ({ old, next }) => {
        setBusy(true);
        setProblem(undefined);
        try {
          await api.put('/me/password', { body: { old, next } });
          done();
        } catch (cause) {
          setProblem(cause);
        } finally {
          setBusy(false);
        }
      }}
    >
      <Form.Item name="old" label={t('session.old')} rules={[required]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('session.next')}
        extra={t('session.nextHint')}
        rules={[required, { min: 12, message: t('session.short') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('session.again')}
        dependencies={['next']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || getFieldValue('next') === value
                ? Promise.resolve()
                : Promise.reject(new Error(t('session.differ'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <div style={{ marginBottom: problem ? 16 : 0 }}>
        <ProblemNote error={problem} />
      </div>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('session.change')}
      </Button>
    </Form>
  );
}

export function ChangePassword() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <Door>
      <h1>{t('session.changeTitle')}</h1>
      <p className="lead">{t('session.changeHint')}</p>
      <PasswordForm done={() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })} />
    </Door>
  );
}
