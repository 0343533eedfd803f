// connect(open): how to come by a connection to mongod, by what mongosh has. A connection runs commands on `admin`, logs in, and is closed.
'use strict';

const connect = open => async uri => {
  const mongo = await open(uri);
  const admin = mongo.getDB('admin');
  return {
    run: async command => admin.runCommand(command),
    login: async (user, pwd) => admin.auth({ user, pwd }),
    close: async () => mongo.close(),
  };
};

module.exports = { connect };
