import { FORMATS } from './arguments';
import { CONFIG } from './config';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';

export const HELP = `cdk8s-stateful: what is wrong with Services, StatefulSets, their claims and budgets, before they are applied

  cdk8s-stateful check FILE|FOLDER|- ...   judges manifests, all together; - is standard input
  cdk8s-stateful rules                     lists the rules
  cdk8s-stateful rules NAME                says why a rule is there, and what to do
  cdk8s-stateful --version

Of folders, check reads .yaml, .yml and .json, in folders below too, but not in node_modules and those that begin with a dot.

  --format FORMAT      ${FORMATS.join(', ')}; may be given several times
  --output FILE        where the format before it goes, instead of to standard output
  --fail-on SEVERITY   refused (the default), advice or never
  --rule NAME          asks this rule and no others; may be given several times, or with commas
  --skip NAME          does not ask this rule
  --kubernetes 1.N     the version that the manifests are for, from 1.${OLDEST} to 1.${NEWEST} (the default)
  --config FILE        where the settings are, instead of ${CONFIG}
  --allow-empty        it is fine if there is nothing to judge

The exit code is 0 if nothing fails, 1 if something is found that is as bad as --fail-on, 2 if not all could be judged.
`;
