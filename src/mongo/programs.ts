import * as engine from '../engine/program';

/** The programs of the pods, in the order in which a pod meets them. */
const MEMBER = [
  'common.sh', 'start.sh', 'arbiter-alive.sh', 'young.sh', 'stop.sh', 'outlast.sh',
  'manager.sh', 'manager.js', 'connect.js', 'loop.js', 'settings.js', 'files.js', 'mongod.js', 'word.js', 'look.js',
  'decide.js', 'decide-first.js', 'decide-members.js', 'decide-users.js', 'begin.js', 'leave.js', 'act.js',
];

const BACKUP = ['common.sh', 'tools.sh', 'choose-member.js', 'backup.sh', 'restore.sh'];

/** By name, as the ConfigMap of the members has them. */
export function memberPrograms(): Record<string, string> {
  return engine.programs('mongo', MEMBER);
}

/** By name, as the ConfigMap of the backup has them. */
export function backupPrograms(): Record<string, string> {
  return engine.programs('mongo', BACKUP);
}
