import { filled, given, items, list, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const MOST_RULES = 20;
const MOST_CODES = 255;
/** The first version that restarts all containers for one, and has rules for sidecars. */
const ALL_SINCE = 36;

/** Rules of restarting a container are exceptions from a policy of its own, by the codes with which it ends. */
export const restartRules: Rule = {
  name: 'restart-rules',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    const actions = kubernetes >= ALL_SINCE ? ['Restart', 'RestartAllContainers'] : ['Restart'];
    for (const { value: { restartPolicy, restartPolicyRules }, path } of every('Container')) {
      const rules = items(restartPolicyRules);
      if (rules.length > 0 && !given(restartPolicy)) {
        report({
          what: `${path}.restartPolicy`,
          allowed: 'set if there are restartPolicyRules',
          got: undefined,
        });
      }
      if (rules.length > MOST_RULES) {
        report({
          what: `${path}.restartPolicyRules`,
          allowed: `${MOST_RULES} rules at most`,
          got: rules.length,
        });
      }
      if (rules.length > 0 && kubernetes < ALL_SINCE && restartPolicy === 'Always' && path.includes('initContainers[')) {
        report({ what: `${path}.restartPolicyRules`, allowed: 'left out of a sidecar', got: restartPolicyRules });
        continue;
      }
      rules.forEach(({ action, exitCodes }, i) => {
        const what = `${path}.restartPolicyRules[${i}]`;
        if (!actions.includes(action)) {
          report({
            what: `${what}.action`,
            allowed: actions.map(word => `'${word}'`).join(' or '),
            got: action ?? undefined,
          });
        }
        if (!given(exitCodes)) {
          report({ what: `${what}.exitCodes`, allowed: 'given', got: undefined });
        } else {
          const { operator, values } = exitCodes;
          if (operator !== 'In' && operator !== 'NotIn') {
            report({
              what: `${what}.exitCodes.operator`,
              allowed: "'In' or 'NotIn'",
              got: operator ?? undefined,
            });
          }
          if (filled(values) && list(values).length > MOST_CODES) {
            report({ what: `${what}.exitCodes.values`, allowed: `${MOST_CODES} codes at most`, got: list(values).length });
          }
        }
      });
    }
  },
};
