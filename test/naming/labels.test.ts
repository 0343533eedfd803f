import { App, Chart } from 'cdk8s';
import { CommonLabels, keepLabels, ownLabels, withLabels } from '../../src/naming/labels';
import { chart, complaint } from '../support/synth';

const of = (asked?: Record<string, string>, scope = chart()) => new CommonLabels(scope, { name: 'cassandra', instance: 'events' }, asked).of('node');

// Claims have them, and the labels of claim templates can never be changed: neither can these.
test('are the five that Kubernetes recommends', () => {
  expect(of()).toEqual({
    'app.kubernetes.io/name': 'cassandra',
    'app.kubernetes.io/instance': 'events',
    'app.kubernetes.io/component': 'node',
    'app.kubernetes.io/part-of': 'events',
    'app.kubernetes.io/managed-by': 'cdk8s-stateful',
  });
  expect(ownLabels(chart(), 'db', undefined)).toEqual({
    'app.kubernetes.io/name': 'db',
    'app.kubernetes.io/instance': 'db',
    'app.kubernetes.io/component': 'server',
    'app.kubernetes.io/part-of': 'db',
    'app.kubernetes.io/managed-by': 'cdk8s-stateful',
  });
});

test('come beside those of the user, who has the last word', () => {
  expect(of({ 'team': 'data', 'app.kubernetes.io/part-of': 'shop' })).toEqual({ ...of(), 'team': 'data', 'app.kubernetes.io/part-of': 'shop' });
});

test('are what the chart says, unless the construct says otherwise; other labels of the chart are its own matter', () => {
  const labels = { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'argocd', 'team': 'data', 'app.kubernetes.io/version': '1' };
  const scope = new Chart(new App(), 'prod', { labels });
  expect(of({ 'app.kubernetes.io/managed-by': 'us' }, scope)).toEqual({ ...of(), 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'us' });
});

test('are not taken away by an explicit undefined', () => {
  const none = undefined as unknown as string;
  expect(Object.entries(of({ 'app.kubernetes.io/name': none, 'team': none }))).toEqual(Object.entries(of()));
  expect(Object.entries(withLabels({ a: 'b' }, { a: none, c: 'd' }))).toEqual([['a', 'b'], ['c', 'd']]);
  expect(withLabels({ a: 'b' }, undefined)).toEqual({ a: 'b' });
});

test('are legal for every name that a construct may have: 63 letters, digits and -, at most', () => {
  for (const name of ['a', `a${'-'.repeat(61)}b`]) expect(Object.values(ownLabels(chart(), name, undefined)).filter(value => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value))).toEqual([]);
});

test('by the names of methods are not taken for those that pods are selected by', () => {
  expect(() => keepLabels('prod/db', 'podMetadata', { app: 'db' }, { valueOf: 'x', toString: 'y', app: 'db' })).not.toThrow();
  expect(complaint(() => keepLabels('prod/db', 'podMetadata', { app: 'db' }, { app: 'x' })))
    .toBe("prod/db: 'podMetadata.labels.app' must be 'db' or left out, because the pods are selected by it, got 'x'");
});
