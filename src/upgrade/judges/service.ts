import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { namesakes, selected } from '../../manifest/neighbours';
import { fields, list, podLabels, selects, text } from '../../manifest/reading';
import { FieldChange, Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { governedBy } from '../set';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, called, inNamespace, step, word } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const HAVE_AN_ADDRESS = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** What of a Service is fixed once it has an address, or has none. */
export const service: Judge = {
  name: 'service',
  kinds: ['Service'],
  kept(change, upgrade) {
    return [...address(change, upgrade), ...staysHeadless(change), ...selection(change, upgrade), ...unready(change, upgrade)];
  },
};

interface Refusal {
  readonly fields: readonly FieldChange[];
  readonly why: string;
  /** What would make it good. */
  readonly write?: string;
}

function address(change: Change, { cluster }: Upgrade): Verdict[] {
  const [before, after] = [fields(change.before.spec), fields(change.after.spec)];
  if (![before.type, after.type].every(type => HAVE_AN_ADDRESS.includes(type))) return [];
  const found = refused(change, before, after);
  if (found === undefined) return [];
  if (found.write !== undefined) {
    const steps = [byHand(Phase.BEFORE, `set ${found.write}`, 'it is in the new manifests', 'remove it again')];
    return [{ effect: 'refused', fields: found.fields, why: found.why, link: LINK, steps }];
  }
  return [{
    effect: 'refused',
    fields: found.fields,
    why: `${found.why} It must be deleted and recreated: meanwhile its name does not resolve, and afterwards it has another address.`,
    link: LINK,
    steps: [
      step(Phase.MAKE_WAY, `kubectl delete ${called(change.before)}`, 'it is deleted; its pods keep running', 'apply the old manifests'),
      apply(cluster.apply),
    ],
  }];
}

function refused(change: Change, before: Manifest, after: Manifest): Refusal | undefined {
  const addresses = change.fields.filter(({ path }) => path === 'spec.clusterIP');
  if (addresses.length > 0) return { fields: addresses, why: 'The address of a Service cannot be changed, added or removed.' };
  if (after.clusterIP === 'None' && after.type !== 'ClusterIP') {
    return {
      fields: at(change, 'spec.type'),
      why: `A Service of type ${after.type} must have an address. This one has none, and cannot get one.`,
    };
  }
  if (before.clusterIP === 'None') return undefined;
  const [was, is] = [list(before.ipFamilies), list(after.ipFamilies)];
  if (was.length > 0 && was.some((family, i) => i < is.length && family !== is[i])) {
    return {
      fields: at(change, 'spec.ipFamilies'),
      why: 'The address of a Service cannot be changed, nor can its family.',
    };
  }
  if (is.length < was.length && after.ipFamilyPolicy !== 'SingleStack') {
    return {
      fields: at(change, 'spec.ipFamilies'),
      why: 'The second family of addresses is removed only if ipFamilyPolicy says so.',
      write: 'ipFamilyPolicy: SingleStack',
    };
  }
  if (before.healthCheckNodePort !== after.healthCheckNodePort && [before, after].every(isWatched)) {
    return { fields: at(change, 'spec.healthCheckNodePort'), why: 'The port of the health check cannot be changed.' };
  }
  if (before.type === 'LoadBalancer' && after.type === 'LoadBalancer' && before.loadBalancerClass !== after.loadBalancerClass) {
    return { fields: at(change, 'spec.loadBalancerClass'), why: 'The class of a load balancer cannot be changed.' };
  }
  return undefined;
}

function isWatched({ type, externalTrafficPolicy, healthCheckNodePort }: Manifest): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local' && healthCheckNodePort !== undefined;
}

/** It is taken without a word, and does nothing. */
function staysHeadless({ before, written }: Change): Verdict[] {
  const said = fields(written.spec);
  const meant = before.spec?.clusterIP === 'None' && (said.clusterIP === undefined || said.clusterIP === null || said.clusterIP === '')
    && text(said.type, 'ClusterIP') === 'ClusterIP';
  if (!meant) return [];
  return [{
    effect: 'restarts nothing',
    fields: [{ path: 'spec.clusterIP', before: 'None', after: said.clusterIP }],
    why: 'The server accepts the change, but the Service stays headless, without an address. To give it one, delete it and apply the '
      + 'new manifests. To keep it as it is, write None.',
    link: LINK,
    steps: [],
  }];
}

/** Names and addresses lead to no old pod from the moment on that the selector asks for what only new pods have. */
function selection(change: Change, { before, after }: Upgrade): Verdict[] {
  const changed = at(change, 'spec.selector');
  if (changed.length === 0) return [];
  const selector = { matchLabels: fields(change.after.spec?.selector) };
  const was = { matchLabels: fields(change.before.spec?.selector) };
  const left = selected(change.before, 'StatefulSet', was, before).filter(each => !selects(selector, podLabels(each)));
  if (left.length === 0) return [{ effect: 'restarts nothing', fields: changed, why: 'It leads to other pods immediately.', steps: [] }];
  const names = left.map(each => identity(each).name);
  const later = left.some(each => namesakes(each, 'StatefulSet', identity(each).name, after)
    .some(next => selects(selector, podLabels(next))));
  return [{
    effect: 'loses quorum',
    fields: changed,
    why: `The pods of ${names.join(', ')} do not have these labels. After the apply, the Service leads to none of them${later
      ? ', until each has been restarted with its new labels'
      : ''}.`,
    link: LINK,
    steps: later ? [byHand(Phase.BEFORE, 'first change the labels of the pods; change the selector when all pods have them',
      `kubectl get pods${inNamespace(change.object)} -l ${word(Object.entries(selector.matchLabels)
        .map(([key, value]) => `${key}=${String(value)}`).join())} shows all of them`, 'write the old selector again')]
      : [byHand(Phase.BEFORE, 'keep the selector as it is', 'it is in the new manifests', 'write the new one again')],
  }];
}

function unready(change: Change, { before }: Upgrade): Verdict[] {
  const changed = at(change, 'spec.publishNotReadyAddresses');
  if (changed.length === 0) return [];
  const governed = governedBy(change.before, before);
  if (change.after.spec?.publishNotReadyAddresses === true || governed.length === 0) {
    return [{
      effect: 'restarts nothing',
      fields: changed,
      why: 'This decides whether the name of a pod resolves before the pod is ready.',
      steps: [],
    }];
  }
  return [{
    effect: 'loses quorum',
    fields: changed,
    why: `The names of the pods of ${governed.map(each => identity(each).name)
      .join(', ')} resolve only while they are ready. Once all members are down, those that must find each other to become ready never do.`,
    link: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    steps: [byHand(Phase.BEFORE, 'keep publishNotReadyAddresses: true', 'it is in the new manifests', 'remove it again')],
  }];
}
