import * as kplus from 'cdk8s-plus-28';

/**
 * What a user may do, and where.
 *
 * @see https://www.mongodb.com/docs/manual/reference/built-in-roles/
 */
export interface MongoRole {
  /** The role, one that comes with MongoDB or one that you made: `readWrite`. */
  readonly role: string;

  /** The database it is for; `admin` for the roles that are for all of them. */
  readonly db: string;
}

/**
 * A user that is made, and kept as it is described here: its password follows the Secret, its roles this list.
 */
export interface MongoUser {
  /** The Secret with its name and its password. A user is never deleted: whoever has another name there is another user. */
  readonly credentials: kplus.ISecret;

  /** What it may do. One role or more. */
  readonly roles: MongoRole[];

  /**
   * The key of the name in that Secret.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * The key of the password in that Secret.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;
}
