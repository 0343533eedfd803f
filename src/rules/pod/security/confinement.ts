import { Manifest } from '../../../manifest/manifest';
import { given, POD_KINDS, text } from '../../../manifest/reading';
import { PATH_BELOW } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

const LONGEST = 4095;

/** A seccomp or AppArmor profile of one's own is named; the others have names already. */
export const confinement: Rule = {
  name: 'confinement',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value, path } of every('SeccompProfile')) {
      if (isNamedWhereItIsLocal(value, path, report) && !PATH_BELOW.accepts(value.localhostProfile)) {
        report({ what: `${path}.localhostProfile`, allowed: PATH_BELOW.allowed, got: value.localhostProfile });
      }
    }
    for (const { value, path } of every('AppArmorProfile')) {
      if (!isNamedWhereItIsLocal(value, path, report)) continue;
      const got = text(value.localhostProfile, '');
      if (got === '' || got.trim() !== got || got.length > LONGEST) {
        report({ what: `${path}.localhostProfile`, allowed: `a name of 1 to ${LONGEST} characters, without spaces around it`, got });
      }
    }
  },
};

/** Whether there is a name to look at. */
function isNamedWhereItIsLocal({ type, localhostProfile }: Manifest, path: string, report: Report): boolean {
  const what = `${path}.localhostProfile`;
  if (type === 'Localhost' && !given(localhostProfile)) report({ what, allowed: 'the name of the profile', got: undefined });
  if (type !== 'Localhost' && given(localhostProfile)) {
    report({ what, allowed: "left out, unless the type is 'Localhost'", got: localhostProfile });
  }
  return type === 'Localhost' && given(localhostProfile);
}
