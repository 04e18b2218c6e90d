import { Navigate, type RouteObject } from 'react-router';
import { CallBar } from '@/features/desk/components/call-bar';
import { DeskProvider } from '@/features/desk/desk-context';
import { DeskPage } from '@/features/desk/desk-page';
import { SessionGate } from './session-gate';
import { Broken, NotFound } from './shell/lost';
import { Shell } from './shell/shell';

/** Every screen is fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    path: '/',
    errorElement: <Broken />,
    element: (
      <SessionGate>
        <DeskProvider>
          <Shell callBar={<CallBar />} />
        </DeskProvider>
      </SessionGate>
    ),
    children: [
      { index: true, element: <Navigate to="/desk" replace /> },
      { path: 'desk', element: <DeskPage /> },
      { path: '*', element: <NotFound /> },
    ],
  },
];
