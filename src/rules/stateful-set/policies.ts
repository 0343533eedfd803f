import { filled, given } from '../../manifest/reading';
import { Rule } from '../rule';

/** Words that Kubernetes spells in one way only. */
export const policies: Rule = {
  name: 'policies',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    const spelled: [string, unknown, string[]][] = [
      ['spec.podManagementPolicy', spec?.podManagementPolicy, ['OrderedReady', 'Parallel']],
      ['spec.updateStrategy.type', spec?.updateStrategy?.type, ['RollingUpdate', 'OnDelete']],
      ['spec.template.spec.restartPolicy', spec?.template?.spec?.restartPolicy, ['Always']],
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenDeleted',
        spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted,
        ['Retain', 'Delete'],
      ],
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenScaled',
        spec?.persistentVolumeClaimRetentionPolicy?.whenScaled,
        ['Retain', 'Delete'],
      ],
    ];
    for (const [what, got, words] of spelled) {
      if (filled(got) && !words.includes(got as string)) report({ what, allowed: words.map(word => `'${word}'`).join(' or '), got });
    }
    if (spec?.updateStrategy?.type === 'OnDelete' && given(spec.updateStrategy.rollingUpdate)) {
      report({
        what: 'spec.updateStrategy.rollingUpdate',
        allowed: "left out if the type is 'OnDelete'",
        got: spec.updateStrategy.rollingUpdate,
      });
    }
  },
};
