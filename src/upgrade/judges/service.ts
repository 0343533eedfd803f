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

function address(change: Change, { cluster }: Upgrade): Verdict[] {
  const [before, after] = [fields(change.before.spec), fields(change.after.spec)];
  if (![before.type, after.type].every(type => HAVE_AN_ADDRESS.includes(type))) return [];
  const found = refused(change, before, after);
  if (found === undefined) return [];
  if (found.write !== undefined) {
    const steps = [byHand(Phase.BEFORE, `write ${found.write}`, 'it is in the new manifests', 'take it out again')];
    return [{ effect: 'refused', fields: found.fields, why: found.why, link: LINK, steps }];
  }
  return [{
    effect: 'refused',
    fields: found.fields,
    why: `${found.why} It must be deleted and made anew: its name does not resolve in between, and it has another address after.`,
    link: LINK,
    steps: [
      step(Phase.MAKE_WAY, `kubectl delete ${called(change.before)}`, 'it is gone; the pods run on', 'apply the old manifests'),
      apply(cluster.apply),
    ],
  }];
}

interface Refusal {
  readonly fields: readonly FieldChange[];
  readonly why: string;
  /** What would make it good. */
  readonly write?: string;
}

function refused(change: Change, before: Manifest, after: Manifest): Refusal | undefined {
  const addresses = change.fields.filter(({ path }) => path === 'spec.clusterIP');
  if (addresses.length > 0) return { fields: addresses, why: 'The address of a Service is fixed, and that it has none is fixed, too.' };
  if (after.clusterIP === 'None' && after.type !== 'ClusterIP') {
    return {
      fields: at(change, 'spec.type'),
      why: `A Service of type ${after.type} must have an address, and this one has none, which is fixed.`,
    };
  }
  if (before.clusterIP === 'None') return undefined;
  const [was, is] = [list(before.ipFamilies), list(after.ipFamilies)];
  if (was.length > 0 && was.some((family, i) => i < is.length && family !== is[i])) {
    return {
      fields: at(change, 'spec.ipFamilies'),
      why: 'The family of an address is fixed, as the address is.',
    };
  }
  if (is.length < was.length && after.ipFamilyPolicy !== 'SingleStack') {
    return {
      fields: at(change, 'spec.ipFamilies'),
      why: 'The second family of addresses goes only where ipFamilyPolicy says so.',
      write: 'ipFamilyPolicy: SingleStack',
    };
  }
  if (before.healthCheckNodePort !== after.healthCheckNodePort && [before, after].every(isWatched)) {
    return { fields: at(change, 'spec.healthCheckNodePort'), why: 'The port of the health check is fixed.' };
  }
  if (before.type === 'LoadBalancer' && after.type === 'LoadBalancer' && before.loadBalancerClass !== after.loadBalancerClass) {
    return { fields: at(change, 'spec.loadBalancerClass'), why: 'The class of a load balancer is fixed.' };
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
    why: 'The server takes it, and the Service stays headless all the same: without an address. To give it one, delete it and apply the '
      + 'new manifests; to leave it as it is, write None.',
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
  if (left.length === 0) return [{ effect: 'restarts nothing', fields: changed, why: 'It leads to other pods at once.', steps: [] }];
  const names = left.map(each => identity(each).name);
  const later = left.some(each => namesakes(each, 'StatefulSet', identity(each).name, after)
    .some(next => selects(selector, podLabels(next))));
  return [{
    effect: 'loses quorum',
    fields: changed,
    why: `The pods of ${names.join(', ')} do not have these labels. From the apply on the Service leads to none of them${later
      ? ', until each has been restarted with its new labels'
      : ''}.`,
    link: LINK,
    steps: later ? [byHand(Phase.BEFORE, 'change the labels of the pods first, and the selector when all pods have them',
      `kubectl get pods${inNamespace(change.object)} -l ${word(Object.entries(selector.matchLabels)
        .map(([key, value]) => `${key}=${String(value)}`).join())} shows all of them`, 'write the old selector again')]
      : [byHand(Phase.BEFORE, 'leave the selector as it is', 'it is in the new manifests', 'write the new one again')],
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
      why: 'From now on it counts whether a pod is ready before its name resolves; or no longer.',
      steps: [],
    }];
  }
  return [{
    effect: 'loses quorum',
    fields: changed,
    why: `The names of pods of ${governed.map(each => identity(each).name)
      .join(', ')} resolve only while they are ready. Members that must find each other to get ready never do, once all of them are down.`,
    link: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    steps: [byHand(Phase.BEFORE, 'leave publishNotReadyAddresses: true', 'it is in the new manifests', 'take it out again')],
  }];
}
