/** The port that clients connect to. SRV look-ups of MongoDB's drivers ask for this name. */
export const MONGODB = { name: 'mongodb', number: 27017 };

/** Where a member's manager says what it knows; see assets/mongo/word.js. */
export const WORD = 28017;
