import { Navigate, type RouteObject } from 'react-router';
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
        <Shell />
      </SessionGate>
    ),
    children: [
      { index: true, element: <Navigate to="/desk" replace /> },
      { path: '*', element: <NotFound /> },
    ],
  },
];
