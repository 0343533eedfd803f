// Where things are, and how long they may take. The environment has the last word, for tests.
'use strict';

const read = env => ({
  pod: env.POD_NAME,
  namespace: env.POD_NAMESPACE,
  set: env.MONGO_SET,
  domain: env.MONGO_DOMAIN,
  arbiter: env.MONGO_ARBITER === 'true',
  // Below preferTLS mongod takes plain connections from this very pod as well, and no certificate can be in the way.
  tls: ['preferTLS', 'requireTLS'].includes(env.MONGO_TLS),
  certificates: env.MONGO_TLS ? env.MONGO_CERTIFICATES || '/run/tls' : '',
  // The Secret, where private key and certificates are two files in it.
  parts: env.MONGO_CERTIFICATE_PARTS || '/run/tls-parts',
  // Where it is not in the Secret.
  root: env.MONGO_ROOT_USERNAME,
  port: Number(env.MONGO_PORT || 27017),
  wordPort: Number(env.MONGO_WORD_PORT || 28017),
  members: env.MONGO_MEMBERS || '/opt/members/members.json',
  credentials: env.MONGO_CREDENTIALS || '/run/credentials',
  run: env.MONGO_RUN || '/run/manager',
  // Seconds.
  round: Number(env.MONGO_ROUND || 5),
  answer: Number(env.MONGO_ANSWER || 10),
  change: Number(env.MONGO_CHANGE || 15),
  ask: Number(env.MONGO_ASK || 3),
  again: Number(env.MONGO_AGAIN || 30),
  remind: Number(env.MONGO_REMIND || 600),
});

module.exports = { read };
