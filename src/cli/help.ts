import { FORMATS } from './arguments';
import { CONFIG } from './config';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';

export const HELP = `cdk8s-stateful: checks Services, StatefulSets, claims and budgets before you apply them

  cdk8s-stateful check FILE|FOLDER|- ...   checks manifests, all together; - is standard input
  cdk8s-stateful diff OLD NEW              reports what a change of manifests does to the running cluster, and the steps that lose no data
  cdk8s-stateful diff --live NEW           compares with the objects in the cluster
  cdk8s-stateful rules                     lists the rules
  cdk8s-stateful rules NAME                explains a rule, with a bad and a good manifest
  cdk8s-stateful --version

In folders and their subfolders, it reads .yaml, .yml and .json. It skips node_modules, and names that begin with a dot.

  --format FORMAT      ${FORMATS.join(', ')}; may be repeated. diff also has markdown and plan
  --output FILE        writes the format before it to this file, not to standard output
  --kubernetes 1.N     the version that the manifests are for, from 1.${OLDEST} to 1.${NEWEST} (the default)
  --allow-empty        does not fail if there is nothing to check or to compare

check:
  --fail-on SEVERITY   refused (the default), advice or never
  --rule NAME          checks only this rule; may be repeated, or take several names with commas
  --skip NAME          skips this rule
  --config FILE        the settings file, instead of ${CONFIG}

diff: OLD may be git:REF or git:REF:PATH, for committed manifests
  --plan               prints the steps, and runs none of them; the same as --format plan
  --fail-on EFFECT     refused, loses-data, loses-quorum, recreated, unknown (the default), rolls, restarts-nothing or never
  --apply COMMAND      the command that applies the new manifests, for the plan; --server-side in it means server-side apply
  --live               reads the cluster with kubectl get, instead of OLD
  --context CONTEXT, --namespace NAMESPACE   for kubectl
  --verbose            prints each call of kubectl

The exit code is 0 if nothing fails, 1 if something is at least as bad as --fail-on, 2 if not everything could be checked.
`;
