import { fields, list, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** What a security context says fits together. */
export const securityContexts: Rule = {
  name: 'security-contexts',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      if (pod.shareProcessNamespace === true && pod.hostPID === true) {
        report({ what: `${at}.shareProcessNamespace`, allowed: 'false or left out if hostPID is true', got: true });
      }
      for (const { value: context, path } of every('SecurityContext')) {
        if (context.allowPrivilegeEscalation === false) {
          const allowed = 'true or left out, because the container has all rights through';
          const what = `${path}.allowPrivilegeEscalation`;
          if (context.privileged === true) report({ what, allowed: `${allowed} privileged`, got: false });
          if (list(fields(context.capabilities).add).includes('CAP_SYS_ADMIN')) {
            report({
              what,
              allowed: `${allowed} CAP_SYS_ADMIN`,
              got: false,
            });
          }
        }
        if (context.procMount === 'Unmasked' && pod.hostUsers !== false) {
          report({ what: `${path}.procMount`, allowed: "'Default', unless hostUsers is false", got: 'Unmasked' });
        }
      }
    }
  },
};
