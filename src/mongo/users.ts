import { checkDatabase } from './connection-string';
import { MongoUser } from './user-props';
import { Credentials, credentialsOf, hasUsualKeys, isSameUser } from '../engine/credentials';
import { userId } from '../naming/cluster-names';
import { DNS_LABEL } from '../naming/dns-label';
import { Place } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { hash } from '../synthesis/hash';

/** A user of the replica set, and the folder in the managers' containers that holds its name and password. */
export interface KnownUser {
  /** The name of the folder; `root` is root's. */
  readonly id: string;
  /** What the user of this library has said of it. */
  readonly what: string;
  readonly credentials: Credentials;
  /** Not of root: its role is MongoDB's `root`, which the managers give to it alone. */
  readonly roles?: MongoUser['roles'];
}

/** Volumes are named after it, and have 63 characters. */
const LONGEST_ID = 40;

/** All users that the managers create and maintain. */
export class Users {
  private readonly known: KnownUser[] = [];

  constructor(private readonly where: string, private readonly pods: Place) {}

  /**
   * A user who may be added. Two users in one Secret would be one user with now these roles, now those.
   */
  public checked(of: string, user: MongoUser, id?: string): KnownUser {
    const { roles } = user;
    const what = `${of}.credentials`;
    const credentials = credentialsOf(this.where, what, user.credentials, this.pods);
    checkRoles(this.where, of, user);
    if (this.known.some(other => isSameUser(other.credentials, credentials))) {
      const { username, secret } = credentials;
      const allowed = `${username === undefined ? 'a Secret, or keys in it,' : 'of a name'} that no other user has`;
      refuse(this.where, { what, allowed, got: username ?? secret.name });
    }
    return { id: id ?? idOf(credentials), what, credentials, roles };
  }

  public add(user: KnownUser): void {
    this.known.push(user);
  }

  public get all(): readonly KnownUser[] {
    return this.known;
  }

  /** As the managers read it. */
  public toList(): { id: string; username?: string; roles: MongoUser['roles'] }[] {
    return this.known.flatMap(({ id, credentials: { username }, roles }) => roles === undefined ? [] : [{
      id,
      username,
      roles: roles.map(({ role, db }) => ({ role, db })),
    }]);
  }
}

/**
 * By the Secret and not by the place in a list: while a change of the list rolls through the set, one pod's managers have the old Secrets
 * and another's the new ones, and all of them go by the new list.
 */
function idOf(credentials: Credentials): string {
  const { secret: { name }, username, usernameKey, passwordKey, previousPasswordKey } = credentials;
  const plain = hasUsualKeys(credentials) && username === undefined && name.length <= LONGEST_ID && DNS_LABEL.accepts(name);
  return userId(plain ? name : hash([name, username, usernameKey, passwordKey, previousPasswordKey]));
}

/** Nothing is asked for that MongoDB does not know how to do. */
function checkRoles(where: string, what: string, { roles }: MongoUser): void {
  if (roles.length === 0) refuse(where, { what: `${what}.roles`, allowed: 'one or more roles', got: roles });
  roles.forEach(({ role, db }, i) => {
    if (typeof role !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,256}$/u.test(role)) {
      refuse(where, { what: `${what}.roles[${i}].role`, allowed: 'the name of a role', got: role });
    }
    checkDatabase(where, `${what}.roles[${i}].db`, db);
  });
}
