/** Somebody the services know. Orders, inboxes and matches refer to `id`. */
export interface User {
  id: string;
  handle: string;
  name: string;
  email: string;
  /** The class this user plays; XEngine adapts its advice to it. */
  plays: 'vanguard' | 'striker' | 'medic' | 'engineer';
}

export const USERS: readonly User[] = [
  { id: '1', handle: 'pilot_handle', name: 'Pilot', email: 'pilot@veze.io', plays: 'striker' },
  { id: '2', handle: 'nova_rider', name: 'Nova', email: 'nova@veze.io', plays: 'medic' },
  { id: '3', handle: 'quartz', name: 'Quartz', email: 'quartz@veze.io', plays: 'engineer' },
  { id: 'ada', handle: 'ada_l', name: 'Ada', email: 'ada@veze.io', plays: 'vanguard' },
];
