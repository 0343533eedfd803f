import { entries, filled, POD_KINDS, scalar } from '../../manifest/reading';
import { PATH_BELOW } from '../../manifest/syntax';
import { Rule } from '../rule';

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_OF = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR_OF = 'container.apparmor.security.beta.kubernetes.io/';

/** Some annotations of pods are read, and were fields before they were. */
export const podAnnotations: Rule = {
  name: 'pod-annotations',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { pod: { metadata, spec, path }, containers }) {
    const names = containers.map(({ container }) => container.name);
    for (const [key, value] of entries(metadata.annotations)) {
      const what = `${path}metadata.annotations.${key}`;
      const got = value ?? '';
      if (key === COST && !isInt32(got)) report({ what, allowed: 'a whole number of 32 bits, in quotes', got });
      if (key === MIRROR && !filled(spec.nodeName)) report({ what, allowed: 'left out, unless nodeName is given', got });
      if ((key === SECCOMP || key.startsWith(SECCOMP_OF)) && !isSeccomp(scalar(got))) {
        report({ what, allowed: 'runtime/default, docker/default, unconfined, or localhost/PATH', got });
      }
      if (key.startsWith(APPARMOR_OF)) {
        if (!names.includes(key.slice(APPARMOR_OF.length))) report({ what, allowed: 'of a container of the pod', got });
        if (!/^$|^runtime\/default$|^unconfined$|^localhost\//.test(scalar(got))) {
          report({ what, allowed: 'runtime/default, unconfined, or localhost/NAME', got });
        }
      }
    }
  },
};

function isInt32(text: unknown): boolean {
  return /^(0|-?[1-9][0-9]*)$/.test(scalar(text)) && Math.abs(Number(text) + 0.5) < 2 ** 31;
}

function isSeccomp(text: string): boolean {
  if (text.startsWith('localhost/')) return PATH_BELOW.accepts(text.slice('localhost/'.length));
  return ['runtime/default', 'docker/default', 'unconfined'].includes(text);
}
