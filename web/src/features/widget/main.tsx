import '@/ui/theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CallPage } from './call-page';
import { Caller } from './caller';

const siteKey = decodeURIComponent(/\/call\/([^/?#]+)/.exec(location.pathname)?.[1] ?? '');
const caller = new Caller(siteKey);
createRoot(document.getElementById('call')!).render(
  <StrictMode>
    <CallPage caller={caller} siteKey={siteKey} />
  </StrictMode>,
);
