import { HeadlessService } from '../../src';
import { chart, complaint } from '../support/synth';

test.each<[string, unknown, unknown, unknown]>([
  ["HeadlessService: 'scope' must be a construct, got nothing", undefined, 'db', {}],
  ["HeadlessService: 'scope' must be a construct, got {}", {}, 'db', {}],
  ["prod: 'id' must be a string of 1 character or more, got ''", chart(), '', {}],
  ["prod: 'id' must be a string of 1 character or more, got 5", chart(), 5, {}],
  ["prod/db: 'props' must be an object, got 5", chart(), 'db', 5],
])('a constructor says %s', (said, scope, id, props) => expect(complaint(() => new HeadlessService(scope as never, id as never, props as never))).toBe(said));

test('what is fine is made', () => expect(new HeadlessService(chart(), 'db').node.path).toBe('prod/db'));
