import {
  ClockCircleOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  SkinOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Modal, Select, Tooltip } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { api } from '@/api/client';
import type { Language, ThemeChoice } from '@/api/contract';
import { PasswordForm } from '@/features/session/change-password';
import { meQuery, signOut } from '@/features/session/session-query';
import { speak } from '@/lib/i18n';
import { languageNames, languages } from '@/lib/languages';
import { useLiveState } from '@/lib/live-context';
import { can, useMe, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { zones } from '@/lib/zones';
import { Mark } from '@/ui/mark';
import { useLook } from '@/ui/theme/look';
import { openTo, whereIs } from '../places';
import { KeysHelp } from './keys-help';
import './shell.css';

const themes: ThemeChoice[] = ['system', 'light', 'dark'];

function LiveDot() {
  const { t } = useWords();
  const state = useLiveState();
  return (
    <span className="live-dot" data-state={state} role="status">
      <span>{t(state === 'connected' ? 'common.live.connected' : 'common.live.connecting')}</span>
    </span>
  );
}

function AccountMenu() {
  const { t, language } = useWords();
  const me = useMe();
  const look = useLook();
  const queries = useQueryClient();
  const [password, setPassword] = useState(false);
  const [zone, setZone] = useState(false);
  const profile = (change: Partial<{ language: Language; theme: ThemeChoice; timeZone: string }>) =>
    void api
      .put('/me/profile', {
        body: {
          language: me.account.language,
          timeZone: me.account.timeZone,
          theme: me.account.theme,
          ...change,
        },
      })
      .then((now) => queries.setQueryData(meQuery.queryKey, now))
      .catch(() => undefined); // the choice already holds in this browser; it is asked again at the next sign-in
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [`l-${language}`, `t-${look.choice}`],
          items: [
            { key: 'who', label: <strong>{me.account.displayName}</strong>, type: 'group' },
            {
              key: 'lang',
              icon: <GlobalOutlined aria-hidden />,
              label: t('common.language'),
              children: languages.map((each) => ({
                key: `l-${each}`,
                label: <span lang={each}>{languageNames[each]}</span>,
              })),
            },
            {
              key: 'theme',
              icon: <SkinOutlined aria-hidden />,
              label: t('common.theme'),
              children: themes.map((each) => ({ key: `t-${each}`, label: t(`common.theme_.${each}`) })),
            },
            { key: 'zone', icon: <ClockCircleOutlined aria-hidden />, label: t('session.timeZone') },
            { key: 'password', icon: <KeyOutlined aria-hidden />, label: t('session.change') },
            { type: 'divider' },
            { key: 'out', icon: <LogoutOutlined aria-hidden />, label: t('common.signOut') },
          ],
          onClick: ({ key }) => {
            if (key === 'out') void signOut().finally(() => queries.resetQueries());
            else if (key === 'password') setPassword(true);
            else if (key === 'zone') setZone(true);
            else if (key.startsWith('l-')) {
              void speak(key.slice(2) as Language);
              profile({ language: key.slice(2) as Language });
            } else if (key.startsWith('t-')) {
              look.choose(key.slice(2) as ThemeChoice);
              profile({ theme: key.slice(2) as ThemeChoice });
            }
          },
        }}
      >
        <Button
          type="text"
          icon={<UserOutlined aria-hidden />}
          aria-label={t('common.nav.account', { name: me.account.displayName })}
        />
      </Dropdown>
      <Modal open={zone} title={t('session.timeZone')} footer={null} onCancel={() => setZone(false)}>
        <p className="muted">{t('session.timeZoneHint')}</p>
        <Select
          style={{ width: '100%' }}
          aria-label={t('session.timeZone')}
          showSearch
          value={me.account.timeZone}
          options={[{ value: '', label: t('session.asSite') }, ...zones]}
          onChange={(timeZone) => {
            profile({ timeZone });
            setZone(false);
          }}
        />
      </Modal>
      <Modal
        open={password}
        title={t('session.change')}
        footer={null}
        destroyOnHidden
        onCancel={() => setPassword(false)}
      >
        <PasswordForm done={() => setPassword(false)} />
      </Modal>
    </>
  );
}

function LanguageMenu() {
  const { t, language } = useWords();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [language],
        items: languages.map((each) => ({ key: each, label: <span lang={each}>{languageNames[each]}</span> })),
        onClick: ({ key }) => void speak(key as Language),
      }}
    >
      <Button type="text" icon={<GlobalOutlined aria-hidden />} aria-label={t('common.language')} />
    </Dropdown>
  );
}

/** The frame around every screen. `callBar` stands above everything while a call is on, on every page. */
export function Shell({ callBar }: { callBar?: ReactNode }) {
  const { t } = useWords();
  const me = useMe();
  const { pathname } = useLocation();
  const [keys, setKeys] = useState(false);
  const live = useLiveState();
  useShortcut('?', t('common.help'), t('common.nav.main'), () => setKeys(true));
  const top = useRef<HTMLElement>(null);
  // drawers begin below the top, so that call controls are never covered
  useEffect(() => {
    const measure = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--top-h', `${top.current?.offsetHeight ?? 0}px`),
    );
    if (top.current) measure.observe(top.current);
    return () => measure.disconnect();
  }, []);
  const places = openTo((rights) => can(me, ...rights));
  const { place, entry, view } = whereIs(pathname, places);
  const entries = useRef<HTMLElement>(null);
  // on a narrow screen the entries scroll sideways; the present one is never out of sight
  useEffect(() => {
    entries.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [entry?.key]);
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        {t('common.skip')}
      </a>
      <nav className="rail" aria-label={t('common.nav.main')}>
        <div className="rail-brand" title={me.tenant.name}>
          <Mark size={32} />
        </div>
        {places.map((each) => (
          <Link key={each.key} to={each.entries[0]!.path} aria-current={each.key === place?.key ? 'page' : undefined}>
            {each.icon}
            <span>{t(`common.place.${each.key}`)}</span>
          </Link>
        ))}
      </nav>
      <header className="top" ref={top}>
        {callBar}
        <div className="top-row">
          <nav
            className="top-entries"
            ref={entries}
            aria-label={t('common.nav.entries', { place: place ? t(`common.place.${place.key}`) : '' })}
          >
            {place?.entries.map((each) => (
              <Link key={each.key} to={each.path} aria-current={each.key === entry?.key ? 'page' : undefined}>
                {t(`common.entry.${each.key}`)}
              </Link>
            ))}
          </nav>
          <div className="top-tools">
            <LiveDot />
            <Tooltip title={`${t('common.help')} (?)`}>
              <Button
                type="text"
                icon={<QuestionCircleOutlined aria-hidden />}
                aria-label={t('common.help')}
                className="top-help"
                onClick={() => setKeys(true)}
              />
            </Tooltip>
            <LanguageMenu />
            <AccountMenu />
          </div>
        </div>
        {live === 'lost' && (
          <div className="top-lost" role="status">
            {t('common.live.lost')}
          </div>
        )}
      </header>
      <main className="main" id="main" tabIndex={-1}>
        <div className="main-inner">
          {entry?.views && entry.views.length > 1 && (
            <nav className="views" aria-label={t('common.nav.entries', { place: t(`common.entry.${entry.key}`) })}>
              {entry.views.map((each) => (
                <Link key={each.key} to={each.path} aria-current={each.key === view?.key ? 'page' : undefined}>
                  {t(`common.entry.${each.key}`)}
                </Link>
              ))}
            </nav>
          )}
          <Outlet />
        </div>
      </main>
      <KeysHelp open={keys} close={() => setKeys(false)} />
    </div>
  );
}
