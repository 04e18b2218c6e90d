import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '@/ui/problem';
import { Door } from './door';
import { meQuery, signIn } from './session-query';

export function SignIn({ expired }: { expired?: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  return (
    <Door>
      <h1>{t('session.title')}</h1>
      <p className="lead">{expired ? t('session.expired') : t('session.lead')}</p>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={async ({ name, password }: { name: string; password: string }) => {
          setBusy(true);
          setProblem(undefined);
          try {
            queries.setQueryData(meQuery.queryKey, await signIn(name.trim(), password));
          } catch (cause) {
            setProblem(cause);
            setBusy(false);
          }
        }}
      >
        <Form.Item
          name="name"
          label={t('session.name')}
          rules={[{ required: true, message: t('common.problem.required') }]}
        >
          <Input autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('common.problem.required') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <div style={{ marginBottom: problem ? 16 : 0 }}>
          <ProblemNote error={problem} />
        </div>
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('session.go')}
        </Button>
      </Form>
      <p className="door-note">{t('session.first')}</p>
    </Door>
  );
}
