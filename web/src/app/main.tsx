import './reset.css';
import '@/ui/theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { rememberedLanguage, startI18n } from '@/lib/i18n';
import { App } from './app';

await startI18n(rememberedLanguage());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
