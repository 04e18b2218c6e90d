import { Alert, Button } from 'antd';
import i18n from 'i18next';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/http';

/** A problem in the reader's words: by its stable code where we know it, else as the server said it. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Problem)) return i18n.t('common.problem.failed');
  for (const code of [error.code, `http-${error.status}`]) {
    const key = `common.problem.${code}`;
    if (i18n.exists(key) && !(code.startsWith('http-') && error.detail && error.status < 500 && error.status !== 403))
      return i18n.t(key, { seconds: error.retryAfterSeconds ?? 30 });
  }
  return error.detail || error.title || i18n.t('common.problem.failed');
}

export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={wordsOf(error)}
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}
