import { clusterNames, nameInNamespace, rackName, revisionName, userId } from '../../src/naming/cluster-names';
import { STATEFUL_SET_NAME } from '../../src/naming/dns-label';

test('everything is called after its cluster', () => {
  expect(clusterNames('db')).toEqual({
    client: 'db-client', backup: 'db-backup', tls: 'db-tls', auth: 'db-auth', ring: 'db-ring', programs: 'db-programs', members: 'db-members', hidden: 'db-hidden', arbiter: 'db-arbiter',
  });
  expect([rackName('db', 'a'), revisionName('db-auth', '1'), nameInNamespace('db', 'prod')]).toEqual(['db-a', 'db-auth-1', 'prod-db']);
  expect(userId('shop')).toBe('user-shop');
});

test('no name is one that another cluster could have, and each can be that of a StatefulSet', () => {
  const names = Object.values(clusterNames('a'.repeat(40)));
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter(name => !STATEFUL_SET_NAME.accepts(name))).toEqual([]);
});
