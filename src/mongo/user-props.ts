import { CredentialsSecret } from '../engine/credentials';

/**
 * A role of a user, and the database that it applies to.
 *
 * @see https://www.mongodb.com/docs/manual/reference/built-in-roles/
 */
export interface MongoRole {
  /** The name of the role, built-in or your own, such as `readWrite`. */
  readonly role: string;

  /** The database that the role applies to. Use `admin` for roles that apply to all of them. */
  readonly db: string;
}

/**
 * A user that is created and kept up to date. Its password follows the Secret, its roles follow this list.
 */
export interface MongoUser {
  /**
   * The Secret with the user's name and password. Users are never deleted: changing the name creates a second user. Refused if it is known
   * to be in another namespace than the cluster.
   */
  readonly credentials: CredentialsSecret;

  /** The roles of the user, one or more. */
  readonly roles: MongoRole[];
}
