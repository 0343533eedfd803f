import * as kplus from 'cdk8s-plus-28';
import { checkDatabase } from './connection-string';
import { MongoUser } from './user-props';
import { DNS_LABEL } from '../naming/dns-label';
import { checkReference, Place } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { hash } from '../synthesis/hash';

/** A user of the replica set, and the folder in the managers' containers that holds its name and password. */
export interface KnownUser {
  /** The name of the folder; `root` is root's. */
  readonly id: string;
  readonly secret: kplus.ISecret;
  readonly usernameKey: string;
  readonly passwordKey: string;
  /** Not of root: its role is MongoDB's `root`, which the managers give to it alone. */
  readonly roles?: MongoUser['roles'];
}

/** All users that the managers create and maintain. */
export class Users {
  private readonly known: KnownUser[];

  constructor(private readonly where: string, private readonly pods: Place, root: kplus.ISecret) {
    checkReference(where, 'rootCredentials', pods, root);
    this.known = [{ id: 'root', secret: root, usernameKey: 'username', passwordKey: 'password' }];
  }

  /**
   * Two users in one Secret would be one user with now these roles, now those.
   */
  public add(what: string, user: MongoUser, id = idOf(user)): KnownUser {
    const { credentials: secret, usernameKey = 'username', passwordKey = 'password', roles } = user;
    checkRoles(this.where, what, user);
    checkReference(this.where, `${what}.credentials`, this.pods, secret);
    if (this.known.some(other => other.secret.name === secret.name && other.usernameKey === usernameKey)) {
      refuse(this.where, { what: `${what}.credentials`, allowed: 'a Secret, or keys in it, that no other user has', got: secret.name });
    }
    const added = { id, secret, usernameKey, passwordKey, roles };
    this.known.push(added);
    return added;
  }

  public get all(): readonly KnownUser[] {
    return this.known;
  }

  /** As the managers read it. */
  public toList(): { id: string; roles: MongoUser['roles'] }[] {
    return this.known.flatMap(({ id, roles }) => (roles === undefined ? [] : [{ id, roles: roles.map(({ role, db }) => ({ role, db })) }]));
  }
}

/** Volumes are named after it, and have 63 characters. */
const LONGEST_ID = 40;

/**
 * By the Secret and not by the place in a list: while a change of the list rolls through the set, one pod's managers have the old Secrets
 * and another's the new ones, and all of them go by the new list.
 */
function idOf({ credentials: { name }, usernameKey = 'username', passwordKey = 'password' }: MongoUser): string {
  const plain = usernameKey === 'username' && passwordKey === 'password' && name.length <= LONGEST_ID && DNS_LABEL.accepts(name);
  return `user-${plain ? name : hash([name, usernameKey, passwordKey])}`;
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
