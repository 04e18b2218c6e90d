import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A secret that is shown this one time. */
export function Once({ title, secret, hint }: { title: string; secret: string; hint: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className="once" role="status">
      <strong>{title}</strong>
      <code>{secret}</code>
      <p className="muted">{hint}</p>
      <Button onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}>
        {t(copied ? 'common.copied' : 'common.copy')}
      </Button>
    </div>
  );
}
