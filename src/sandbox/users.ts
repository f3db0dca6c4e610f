import { USERS, type User } from './data/users.js';

export interface UserDirectory {
  /** The id of a user named by id or by handle; a name nobody has is its own id. */
  idOf(name: string): string;
  find(name: string): User | undefined;
  byEmail(address: string): User | undefined;
}

/** Knows the seeded users by id, handle and e-mail address. */
export function createUserDirectory(users: readonly User[] = USERS): UserDirectory {
  const byName = new Map(users.flatMap((user) => [[user.id, user] as const, [user.handle, user] as const]));
  const byAddress = new Map(users.map((user) => [user.email, user]));
  return {
    idOf: (name) => byName.get(name)?.id ?? name,
    find: (name) => byName.get(name),
    byEmail: (address) => byAddress.get(address.toLowerCase()),
  };
}
