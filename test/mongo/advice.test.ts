import { cluster } from './cluster';
import { Advice, DefaultWriteConcern, MongoClusterProps } from '../../src';
import { chart } from '../support/synth';

const advice = (props: Partial<MongoClusterProps>) => {
  const prod = chart();
  cluster(props, prod);
  return Advice.of(prod);
};

const even = (voters: number) => `prod/orders: 'members' must be an odd number that vote, with hidden ones and arbiter, got ${voters}; ${voters} bear the loss of no more than ${voters - 1} do`;
const shrinking = (what: string, members: number, replicas: number) =>
  `prod/orders: '${what}' must be ${members}, as soon as the others have left the replica set, got ${replicas}; until then no machine with a member can be drained`;

test.each<[Partial<MongoClusterProps>, string[]]>([
  [{ members: 1 }, []], [{ members: 2 }, [even(2)]], [{ members: 3 }, []], [{ members: 4 }, [even(4)]], [{ members: 4, memberConfig: [{}, {}, {}, { votes: 0 }] }, []],
  [{ members: 2, arbiter: {} }, []], [{ members: 3, arbiter: {} }, [even(4)]],
  [{ members: 3, hidden: { members: 1 } }, []], [{ members: 3, hidden: { members: 1, votes: 1 } }, [even(4)]],
  [{ replicas: 3, hidden: { members: 1, replicas: 1 } }, []], [{ replicas: 5 }, [shrinking('replicas', 3, 5)]],
  [{ hidden: { members: 1, replicas: 2 } }, [shrinking('hidden.replicas', 1, 2)]],
  [{ defaultWriteConcern: DefaultWriteConcern.MAJORITY }, []],
  [{ defaultWriteConcern: DefaultWriteConcern.PRIMARY }, ["prod/orders: 'defaultWriteConcern' must be MAJORITY where no acknowledged write may be lost, got 'primary'"]],
])('%j: %j', (props, said) => expect(advice(props)).toEqual(said));
