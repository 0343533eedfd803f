import { Endpoint } from '../../src';

test('an endpoint is a host and a port, together a socket address', () => {
  const endpoint = new Endpoint('db-0.db.prod.svc.cluster.local', 9042);
  expect([endpoint.host, endpoint.port, endpoint.socketAddress, `${endpoint}`]).toEqual([
    'db-0.db.prod.svc.cluster.local', 9042, 'db-0.db.prod.svc.cluster.local:9042', 'db-0.db.prod.svc.cluster.local:9042',
  ]);
});
