import { NameKind } from '../naming/dns-label';
import { remembered } from '../naming/remembered';

// What Kubernetes takes for names, keys and addresses, in texts of all kinds.

const WORD = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const DOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** Of a label, a taint, a condition, a protocol: a word, after an optional domain and a slash. */
export const QUALIFIED_NAME = spelled(
  "up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/'",
  new RegExp(`^((?=[^/]{1,253}/)${DOMAIN}/)?${WORD}$`),
);

export const LABEL_VALUE = spelled(
  "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit",
  new RegExp(`^(${WORD})?$`),
);

/** The name of most objects. */
export const SUBDOMAIN = spelled(
  "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'",
  new RegExp(`^(?=.{1,253}$)${DOMAIN}$`),
);

/** Of a port of a container, and of what refers to it. */
export const PORT_NAME = spelled(
  "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter",
  /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/,
);

/** Of an environment variable, up to Kubernetes 1.31. */
export const VARIABLE = spelled("letters, digits, '-', '_' or '.', and no digit first", /^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/);

/** The same from 1.32 on. */
export const RELAXED_VARIABLE = spelled("printable ASCII characters other than '='", /^[\x20-\x3c\x3e-\x7e]+$/);

/** Of a ConfigMap or a Secret. */
export const DATA_KEY = spelled("up to 253 letters, digits, '-', '_' or '.'", /^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]{1,253}$/);

export const HEADER = spelled("letters, digits and '-'", /^[-A-Za-z0-9]+$/);

export const SYSCTL = spelled(
  "the name of a sysctl, such as 'net.core.somaxconn', 253 characters at most",
  /^(?=.{1,253}$)([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/,
);

const UNDERSCORED = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
/** A domain in which resolvers search. */
export const SEARCH = spelled(
  'a domain name, 253 characters at most',
  new RegExp(`^(\\.|(?=.{1,253}\\.?$)${UNDERSCORED}(\\.${UNDERSCORED})*\\.?)$`),
);

/** The same up to Kubernetes 1.32. */
export const STRICT_SEARCH = spelled(
  'a domain name, 253 characters at most',
  new RegExp(`^(?=.{1,253}\\.?$)${DOMAIN}\\.?$`),
);

/** A path below another: no '..' may lead out of it. */
export const PATH_BELOW: NameKind = {
  allowed: "a path that does not begin with '/', and has no '..' in it",
  accepts: text => typeof text === 'string' && !text.startsWith('/') && !text.split('/').includes('..'),
};

/** The name of a file that a volume makes. */
export const FILE_BELOW: NameKind = {
  allowed: "a path that does not begin with '/' or '..', and has no '..' in it",
  accepts: text => PATH_BELOW.accepts(text) && !(text as string).startsWith('..'),
};

export const PATH_WITHOUT_STEPS_BACK: NameKind = {
  allowed: "a path without '..'",
  accepts: text => typeof text === 'string' && !text.split('/').includes('..'),
};

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';

/** Of whoever signs certificates. */
export const SIGNER = spelled(
  "a domain of two labels or more, '/' and a name",
  new RegExp(`^(?=.{1,571}$)(?=[^/]{1,253}/)${LABEL}(\\.${LABEL})+/(?!.*[^./]{254})${DOMAIN}$`),
);

function spelled(allowed: string, pattern: RegExp): NameKind {
  const passes = remembered(text => pattern.test(text));
  return { allowed, accepts: text => typeof text === 'string' && passes(text) };
}
