import { POD_KINDS, text } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** The API server looks at blanks around an image only when the pod is to be made. */
export const imageNames: Rule = {
  name: 'image-names',
  certainty: 'never runs',
  kinds: POD_KINDS,
  check(_, report, __, { containers }) {
    for (const { container: { image }, path } of containers) {
      const got = text(image, '');
      if (got.trim() !== got) report({ what: `${path}.image`, allowed: 'the name of an image, without spaces around it', got });
    }
  },
};
