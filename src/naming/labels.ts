import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { given } from './given';
import { refuse } from './refuse';

export type Labels = Record<string, string>;

/**
 * The parts of what this library makes. A claim has its part as a label, and nobody can change the labels of claim templates, so none of
 * these can ever be another word.
 */
export const COMPONENT = {
  /** Of a backend, or a headless Service, that nobody has said more about. */
  server: 'server',
  /** Cassandra's word. */
  node: 'node',
  /** MongoDB's words. */
  member: 'member',
  hidden: 'hidden',
  arbiter: 'arbiter',
  /** What runs once, or by a schedule. */
  auth: 'auth',
  backup: 'backup',
} as const;

/** What objects of ours are made with. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
}

/** What an application is, and which of its kind; the names of clusters and backends are legal values of labels. */
export interface Application {
  readonly name: string;
  readonly instance: string;
}

/**
 * The labels that Kubernetes recommends, and those that the user gave: of every object, pod and claim of one construct. Nothing is ever
 * selected by them, because whoever recommends labels has others use them, too. The user's go over ours, those of the chart included: what
 * a chart says of all its objects holds for their pods and claims as well. See docs/decisions/0052.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export class CommonLabels {
  constructor(private readonly scope: IConstruct, private readonly application: Application, private readonly asked: Labels | undefined) {}

  public of(component: string): Labels {
    const { name, instance } = this.application;
    const recommended: Labels = {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': instance,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': instance,
      'app.kubernetes.io/managed-by': 'cdk8s-stateful',
    };
    const ofChart = Object.entries(Chart.of(this.scope).labels).filter(([key]) => key in recommended);
    return { ...recommended, ...Object.fromEntries(ofChart), ...given(this.asked ?? {}) };
  }
}

/** Those of a construct that is an application of its own, called by its name. */
export function ownLabels(scope: IConstruct, name: string, asked: Labels | undefined): Labels {
  return new CommonLabels(scope, { name, instance: name }, asked).of(COMPONENT.server);
}

/** Labels for one thing on top of those for all. */
export function withLabels(labels: Labels, more: Labels | undefined): Labels {
  return { ...labels, ...given(more ?? {}) };
}

/** Refuses other values for labels by which something is selected. */
export function keepLabels(where: string, what: string, selectedBy: Labels, asked: Labels | undefined): void {
  for (const [key, got] of Object.entries(given(asked ?? {}))) {
    const value = Object.hasOwn(selectedBy, key) ? selectedBy[key] : undefined;
    if (value === undefined || value === got) continue;
    refuse(where, { what: `${what}.labels.${key}`, allowed: `'${value}' or left out, because the pods are selected by it`, got });
  }
}

/** Refuses labels by which something is selected that not all who would get them are part of. */
export function leaveLabels(where: string, what: string, selectedBy: readonly string[], asked: Labels | undefined): void {
  for (const [key, got] of Object.entries(given(asked ?? {}))) {
    if (!selectedBy.includes(key)) continue;
    refuse(where, { what: `${what}.labels.${key}`, allowed: 'left out, because servers are selected by it', got });
  }
}
