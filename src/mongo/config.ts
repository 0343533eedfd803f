import { retained } from './member-list';
import { DefaultWriteConcern } from './member-props';
import { mongodConf } from './mongod-options';
import { MONGODB } from './ports';
import { memberPrograms } from './programs';
import { Settings } from './settings';
import { Users } from './users';
import { hash } from '../synthesis/hash';

/** Where the programs in the pods find their files. */
export const PROGRAMS_DIRECTORY = '/opt/mongo';
export const DATA_DIRECTORY = '/data/db';
/** Each user's in a folder of its own. */
export const CREDENTIALS_DIRECTORY = '/run/credentials';
/** In memory. */
export const MONGOD_DIRECTORY = '/run/mongod';
const KEY_FILE = `${MONGOD_DIRECTORY}/keyfile`;

/** As MongoDB writes them. */
const WRITE_CONCERNS = { [DefaultWriteConcern.MAJORITY]: 'majority', [DefaultWriteConcern.PRIMARY]: 1 };

/** What a mongod starts with: a change of it restarts all members, one after the other. */
export function programData(settings: Settings): Record<string, string> {
  return { ...memberPrograms(), 'mongod.conf': mongodConf([ownOptions(settings), settings.mongodConfig]) };
}

/** Stands in the pods, so that they are restarted when it changes. */
export function checksum(data: Record<string, string>): string {
  return hash(Object.entries(data));
}

/** What the managers follow. They read it again every few seconds, and a change of it restarts nobody. */
export function memberData({ name, members, replicas, hidden, asked }: Settings, users: Users): Record<string, string> {
  const list = {
    members,
    leaving: [
      ...retained(name, { members: asked.members, replicas }),
      ...asked.hidden && hidden ? retained(hidden.set, { members: asked.hidden.members, replicas: hidden.replicas }) : [],
    ],
    users: users.toList(),
    defaultWriteConcern: asked.defaultWriteConcern && WRITE_CONCERNS[asked.defaultWriteConcern],
  };
  return { 'members.json': `${JSON.stringify(list, undefined, 2)}\n` };
}

function ownOptions({ asked, setName }: Settings): Record<string, unknown> {
  const tls = asked.tls?._toConf();
  return {
    net: { port: MONGODB.number, bindIpAll: true, ...tls?.net },
    replication: { replSetName: setName },
    security: { keyFile: KEY_FILE, ...tls?.security },
    storage: { dbPath: DATA_DIRECTORY },
  };
}
