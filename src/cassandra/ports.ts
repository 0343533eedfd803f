/** The port that clients connect to, and the one between nodes. */
export const CQL = { name: 'cql', number: 9042 };
export const INTRA_NODE = { name: 'intra-node', number: 7000 };

/** Where a node says what it knows; see assets/cassandra/word.py. */
export const WORD = 7002;

/** What the image listens on beside them, or could be made to: TLS between nodes, and JMX. */
const FURTHER = [7001, 7199];

/** All of them, which nobody else may listen on. */
export const OWN_PORTS = [INTRA_NODE.number, WORD, CQL.number, ...FURTHER].sort((one, other) => one - other);
