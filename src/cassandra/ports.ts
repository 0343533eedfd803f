/** The port that clients connect to, and the one between nodes. */
export const CQL = { name: 'cql', number: 9042 };
export const INTRA_NODE = { name: 'intra-node', number: 7000 };

/** Where a node says what it knows; see assets/cassandra/word.py. */
export const WORD = 7002;

/** JMX, in the pod itself. */
export const JMX = 7199;

/** The usual one of an exporter that runs in the server. */
export const EXPORTER = 9404;

/** What the image could be made to listen on: TLS between nodes, once more. */
const UNUSED = 7001;

/** All of them, which nobody else may listen on. */
export const OWN_PORTS = [INTRA_NODE.number, WORD, CQL.number, JMX, UNUSED].sort((one, other) => one - other);
