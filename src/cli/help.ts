import { FORMATS } from './arguments';
import { CONFIG } from './config';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';

export const HELP = `cdk8s-stateful: what is wrong with Services, StatefulSets, their claims and budgets, before they are applied

  cdk8s-stateful check FILE|FOLDER|- ...   judges manifests, all together; - is standard input
  cdk8s-stateful diff OLD NEW              says what a change of manifests does to the cluster that is there, and the way that loses nothing
  cdk8s-stateful diff --live NEW           compares with what the cluster has
  cdk8s-stateful rules                     lists the rules
  cdk8s-stateful rules NAME                says why a rule is there, and what to do
  cdk8s-stateful --version

Of folders, .yaml, .yml and .json are read, in folders below too, but not in node_modules and those that begin with a dot.

  --format FORMAT      ${FORMATS.join(', ')}; may be given several times. Of diff also markdown and plan
  --output FILE        where the format before it goes, instead of to standard output
  --kubernetes 1.N     the version that the manifests are for, from 1.${OLDEST} to 1.${NEWEST} (the default)
  --allow-empty        it is fine if there is nothing to judge, or to compare

check:
  --fail-on SEVERITY   refused (the default), advice or never
  --rule NAME          asks this rule and no others; may be given several times, or with commas
  --skip NAME          does not ask this rule
  --config FILE        where the settings are, instead of ${CONFIG}

diff: OLD may be git:REF or git:REF:PATH, for what is committed
  --plan               the way, step by step, which nobody takes but you; the same as --format plan
  --fail-on EFFECT     refused, loses-data, loses-quorum, recreated, unknown (the default), rolls, restarts-nothing or never
  --apply COMMAND      what applies the new manifests, for the plan; with --server-side in it, it is judged as such
  --live               asks the cluster, by kubectl get, instead of reading OLD
  --context CONTEXT, --namespace NAMESPACE   for kubectl
  --verbose            shows each call of kubectl

The exit code is 0 if nothing fails, 1 if something is found that is as bad as --fail-on, 2 if not all could be judged.
`;
