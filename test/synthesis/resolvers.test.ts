import { ApiObject, App, Chart, IResolver } from 'cdk8s';
import { RootConstruct } from 'constructs';
import { hasOthersResolvers } from '../../src/synthesis/resolvers';

const object = (app: App) => new ApiObject(new Chart(app, 'prod'), 'db', { apiVersion: 'v1', kind: 'Service' });

test('an app has resolvers of its own where it was given one', () => {
  const other: IResolver = { resolve: () => {} };
  expect([new App(), new App({ resolvers: [] }), new App({ resolvers: [other] })].map(app => hasOthersResolvers(object(app)))).toEqual([false, false, true]);
});

test('a tree without an app has none', () => expect(hasOthersResolvers(new RootConstruct())).toBe(false));
