/** Hands the one session of the page to components. */
import { getContext, setContext } from 'svelte';
import type { Session } from './session.svelte';

const KEY = Symbol('session');

/** Makes a session known to everything below the calling component. */
export function provideSession(session: Session): void {
  setContext(KEY, session);
}

/** The session; throws outside of a component below `provideSession`. */
export function useSession(): Session {
  const session = getContext<Session | undefined>(KEY);
  if (!session) throw new Error('No session was provided above this component.');
  return session;
}
