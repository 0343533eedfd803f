/** The port that clients connect to. SRV look-ups of MongoDB's drivers ask for this name. */
export const MONGODB = { name: 'mongodb', number: 27017 };

/** Where a member's manager says what it knows; see assets/mongo/manager/word.js. */
export const WORD = 28017;

/** The usual one of an exporter. */
export const EXPORTER = 9216;

/** All of them, which nobody else may listen on. */
export const OWN_PORTS = [MONGODB.number, WORD];
