import { Report } from '../../../src/cli/report';
import { GuardCertainty, GuardSeverity } from '../../../src/guard/finding';
import { settings } from '../../../src/guard/settings';

const ONE = {
  rule: 'headless-type',
  certainty: GuardCertainty.REFUSED,
  severity: GuardSeverity.REFUSED,
  where: 'Service prod/db',
  kind: 'Service',
  namespace: 'prod',
  name: 'db',
  path: 'spec.type',
  sentence: "Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node<Port>&\"'; 100% so",
  whatToDo: '100% so',
  file: 'a dir/a,b:c.yaml',
  line: 7,
  column: 3,
};
const ADVICE = { ...ONE, rule: 'ports-named', certainty: GuardCertainty.ADVICE, severity: GuardSeverity.ADVICE, path: 'spec.ports[0].name', sentence: 'Service prod/db: advice', line: 9 };

export const EMPTY: Report = { findings: [], problems: [], objects: [], judged: 0, files: 0, unknown: [], notes: [], settings: settings('here', {}, '2026-11-29') };

/** One of everything: refused, advised, acknowledged, not read at all, not read at a place, and a good one. */
export const FULL: Report = {
  ...EMPTY,
  findings: [ONE, ADVICE, { ...ONE, acknowledged: 'because' }, { ...ADVICE, rule: 'acknowledgement' }],
  problems: [{ file: 'b.yaml', message: 'there is no such file or folder' }, { file: 'c.yaml', line: 2, column: 1, message: "'a' is there twice\nin one map" }],
  objects: [{ file: 'a dir/a,b:c.yaml', where: 'Service prod/db' }, { file: 'a dir/a,b:c.yaml', where: 'StatefulSet good' }],
  judged: 2,
  files: 3,
  notes: ['nothing is found'],
};
