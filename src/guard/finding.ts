/** How certain the consequence of a finding is. */
export enum GuardCertainty {
  /** The API server does not take the object. */
  REFUSED = 'refused by the API server',
  /** The object is taken, and its pods or claims are never made. */
  NEVER_RUNS = 'never runs',
  /** It runs, and data is lost. */
  LOSES_DATA = 'loses data',
  /** It runs, but hardly as it was meant. */
  ADVICE = 'advice',
}

/** How bad it is, in one word. */
export enum GuardSeverity {
  /** The API server refuses it, or it never runs, or data is lost. */
  REFUSED = 'refused',
  /** It runs, but hardly as it was meant. */
  ADVICE = 'advice',
}

/** One thing that a rule has to say of one object. */
export interface GuardFinding {
  /** The name of the rule, such as `headless-type`. `cdk8s-stateful rules NAME` explains it. */
  readonly rule: string;
  /** What is sure to come of it. */
  readonly certainty: GuardCertainty;
  /** How bad it is. */
  readonly severity: GuardSeverity;
  /** What the object is called here: the path of its construct, or, where there is none, kind, namespace and name. */
  readonly where: string;
  /** The kind of the object, such as `StatefulSet`. Empty if the manifest does not say. */
  readonly kind: string;
  /**
   * The namespace of the object.
   *
   * @default - the manifest leaves it to whoever applies it
   */
  readonly namespace?: string;
  /** The name of the object. Empty if the manifest does not say. */
  readonly name: string;
  /** The field that is wrong, such as `spec.ports[0].name`. In a finding about a construct, it is the prop. */
  readonly path: string;
  /** All of it in one sentence: where, what, what is allowed, what was given, what to do instead. */
  readonly sentence: string;
  /**
   * What to do instead.
   *
   * @default - write what the sentence says is allowed
   */
  readonly whatToDo?: string;
  /**
   * Why somebody lives with it.
   *
   * @default - nobody has acknowledged it
   */
  readonly acknowledged?: string;
}
