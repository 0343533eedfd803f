import * as engine from '../engine/program';

/** The programs of the pods, in the order in which a pod meets them. */
const PROGRAMS = [
  'common.sh', 'word.py', 'cql.sh', 'decide.sh', 'return.sh', 'gate.sh', 'configure.sh', 'certificates.sh', 'version.sh', 'jvm.sh',
  'start.sh', 'companion.sh', 'ring.sh',
  'alive.sh', 'stop.sh', 'auth.sh',
];

export function program(name: string): string {
  return engine.program('cassandra', name);
}

/** By name, as a ConfigMap has them. */
export function programs(): Record<string, string> {
  return engine.programs('cassandra', PROGRAMS);
}
