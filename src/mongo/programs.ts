import * as engine from '../engine/program';

/** What starts, probes and stops the containers of a member, in the order in which a pod meets it. */
const MEMBER = ['common.sh', 'start.sh', 'arbiter-alive.sh', 'young.sh', 'stop.sh', 'outlast.sh'];

/** What the manager is. */
const MANAGER = [
  'manager.sh', 'manager.js', 'connect.js', 'loop.js', 'settings.js', 'files.js', 'mongod.js', 'word.js', 'look.js',
  'decide.js', 'decide-first.js', 'decide-members.js', 'decide-users.js', 'begin.js', 'leave.js', 'act.js',
];

const BACKUP = ['tools.sh', 'choose-member.js', 'backup.sh', 'restore.sh'];

/** By name, as the ConfigMap of the members has them: in the pods they are in one folder. */
export function memberPrograms(): Record<string, string> {
  return { ...engine.programs('mongo/member', MEMBER), ...engine.programs('mongo/manager', MANAGER) };
}

/** By name, as the ConfigMap of the backup has them. */
export function backupPrograms(): Record<string, string> {
  return engine.programs('mongo/backup', BACKUP);
}
