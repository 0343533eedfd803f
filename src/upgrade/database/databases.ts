import { authority } from './authority';
import { cassandra } from './cassandra';
import { cassandraMembers } from './cassandra-members';
import { mongodb } from './mongodb';
import { mongodbMembers } from './mongodb-members';
import { Judge } from '../judge';

/** What the databases mind that are known. */
export const DATABASES: readonly Judge[] = [mongodb, mongodbMembers, cassandra, cassandraMembers, authority];
