// The manager of one member of a replica set: runs in mongosh beside mongod, and is the only file that knows mongosh. mongosh rewrites its
// scripts, but leaves alone what they require.
/* global Mongo */
(async () => {
  const { connect } = require(`${process.env.MONGO_PROGRAMS}/connect.js`);
  const { manage } = require(`${process.env.MONGO_PROGRAMS}/loop.js`);
  // The first process of a container does not end on a signal unless it says so.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
  // What mongosh needed to start is a third of its memory, and who does as little as this collects no garbage for hours.
  require('v8').setFlagsFromString('--expose-gc');
  const collect = () => require('vm').runInNewContext('typeof gc === "function" && gc()');
  setTimeout(collect, 30_000).unref();
  setInterval(collect, 600_000).unref();
  await manage(process.env, connect(uri => new Mongo(uri)));
})();
