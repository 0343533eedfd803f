import { Manifest } from '../../../manifest/manifest';
import { given, POD_KINDS } from '../../../manifest/reading';
import { SUBDOMAIN } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

const LONGEST_SPEC = 64 * 1024;
const LONGEST_DOMAIN = 255;
const LONGEST_USER = 104;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/**
 * A container runs as a user of Windows, or as a process of its host, and then all of its pod do.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/#windows-username-limitations
 */
export const windowsOptions: Rule = {
  name: 'windows-options',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value, path } of every('WindowsSecurityContextOptions')) {
      const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = value;
      if (given(name) && !SUBDOMAIN.accepts(name)) {
        report({
          what: `${path}.gmsaCredentialSpecName`,
          allowed: SUBDOMAIN.allowed,
          got: name,
        });
      }
      if (given(spec) && (spec === '' || Buffer.byteLength(spec) > LONGEST_SPEC)) {
        report({ what: `${path}.gmsaCredentialSpec`, allowed: `a string of 1 to ${LONGEST_SPEC} bytes`, got: spec });
      }
      if (given(user) && !isUser(user)) {
        report({
          what: `${path}.runAsUserName`,
          allowed: 'a Windows user, after an optional domain and \'\\\'',
          got: user,
        });
      }
    }
    for (const { value, path } of every('PodSpec')) hostProcesses(value, path, every('Container'), report);
  },
};

function isUser(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  if (text === '' || /[\x00-\x1f\x7f]/.test(text)) return false;
  const [user, domain, ...more] = text.split('\\').reverse() as [string, ...string[]];
  if (more.length > 0) return false;
  if (domain !== undefined && (domain.length > LONGEST_DOMAIN || !(NETBIOS.test(domain) || DOMAIN.test(domain)))) return false;
  return user !== '' && user.length <= LONGEST_USER && !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
}

function hostProcesses(pod: Manifest, path: string, all: readonly { value: Manifest; path: string }[], report: Report): void {
  const ofPod = pod.securityContext?.windowsOptions?.hostProcess;
  const own = all.filter(container => container.path.startsWith(`${path}.`));
  const ofContainers = own.map(({ value }) => value.securityContext?.windowsOptions?.hostProcess);
  own.forEach((container, i) => {
    const got = ofContainers[i];
    if (given(ofPod) && given(got) && got !== ofPod) {
      report({
        what: `${container.path}.securityContext.windowsOptions.hostProcess`,
        allowed: `${ofPod}, as in the pod, or left out`,
        got,
      });
    }
  });
  const processes = ofContainers.filter(each => each ?? ofPod).length;
  if (processes === 0) return;
  if (processes < own.length) report({ what: `${path}.containers`, allowed: 'all host processes, or none of them', got: processes });
  if (pod.hostNetwork !== true) {
    report({
      what: `${path}.hostNetwork`,
      allowed: 'true for host processes',
      got: pod.hostNetwork ?? undefined,
    });
  }
}
