import { App, Chart, IResolver, Lazy } from 'cdk8s';
import { RootConstruct } from 'constructs';
import { refusing } from '../../src/synthesis/refusing';
import { chart, complaint } from '../support/synth';

const other: IResolver = { resolve: () => {} };
const found = (got: unknown) => ({ what: 'name', allowed: 'a name', got });

test.each<[string, Chart]>([
  ['an app', chart()],
  ['a tree without an app', new Chart(new RootConstruct(), 'prod')],
])('what a rule has found is refused in %s', (_, scope) => {
  expect(complaint(() => refusing(scope, 'prod/db')(found('No')))).toBe("prod/db: 'name' must be a name, got 'No'");
});

test.each<[string, Chart, unknown]>([
  ['a lazy value', chart(), Lazy.any({ produce: () => 'yes' })],
  ['a token', chart(), { resolve: () => 'yes' }],
  ['what an app with a resolver of its own may make something else of', new Chart(new App({ resolvers: [other] }), 'prod'), 'No'],
])('%s is left to synthesis', (_, scope, got) => {
  expect(() => refusing(scope, 'prod/db')(found(got))).not.toThrow();
});
