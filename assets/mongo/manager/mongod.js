// The mongod beside the manager: one connection that lasts, as root once there is a root, and a second one for the time of a question.
// A refusal of the server is an answer ({ code, why }); when nothing comes in time, the connection is given up and Silence is thrown.
'use strict';

class Silence extends Error {}

const REFUSED = 18;

class Mongod {
  constructor(settings, connect) {
    this.settings = settings;
    this.connect = connect;
    this.connection = undefined;
    // Who is logged in on it.
    this.user = undefined;
  }

  uri() {
    const { port, tls, certificates, answer } = this.settings;
    const options = {
      directConnection: true,
      serverSelectionTimeoutMS: 3000,
      connectTimeoutMS: 3000,
      socketTimeoutMS: answer * 3000,
      maxPoolSize: 3,
      appName: 'cdk8s-stateful',
    };
    if (tls) {
      // The name is that of this pod's own loopback, which a certificate need not have.
      Object.assign(options, {
        tls,
        tlsCAFile: `${certificates}/ca.crt`,
        tlsCertificateKeyFile: `${certificates}/tls-combined.pem`,
        tlsAllowInvalidHostnames: true,
      });
    }
    const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `mongodb://${tls ? 'localhost' : '127.0.0.1'}:${port}/admin?${query.join('&')}`;
  }

  async open() {
    return within(this.settings.answer, this.connect(this.uri()), close);
  }

  async run(command, seconds = this.settings.answer) {
    try {
      this.connection ??= await this.open();
      return await within(seconds, this.connection.run(command));
    } catch (error) {
      // 18: connected again by itself, and what it logged in with counts no more.
      if (typeof error.code === 'number' && error.code !== REFUSED) return answerOf(error);
      this.drop();
      throw new Silence(briefly(error));
    }
  }

  drop() {
    close(this.connection);
    this.connection = undefined;
    this.user = undefined;
  }

  // True, or why not. Then what is run is run as this user.
  async login(user, password) {
    const { connection, said } = await this.tryLogin(user, password);
    if (said !== true) return said;
    close(this.connection);
    this.connection = connection;
    this.user = user;
    return true;
  }

  // Whether the login is taken, and nothing else.
  async takes(user, password) {
    const { connection, said } = await this.tryLogin(user, password);
    close(connection);
    return said;
  }

  async tryLogin(user, password) {
    let connection;
    try {
      connection = await this.open();
      await within(this.settings.answer, connection.login(user, password));
      return { connection, said: true };
    } catch (error) {
      close(connection);
      if (error.code === REFUSED) return { said: 'refused' };
      // By the driver, which prepares passwords by this RFC.
      if (/rfc4013/i.test(error.message)) return { said: 'unfit' };
      throw new Silence(briefly(error));
    }
  }
}

const answerOf = ({ code, codeName, message }) => ({ ok: 0, code, codeName: codeName || `error ${code}`, why: String(message) });

// No message of the driver: nobody knows what is in there.
const briefly = error => [error.name, error.code ?? error.cause?.code].filter(Boolean).join(' ');

class Late extends Error {
  constructor() {
    super();
    this.name = 'no answer in time';
  }
}

async function within(seconds, promise, otherwise = () => {}) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Late()), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (error) {
    promise.then(otherwise, () => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function close(connection) {
  connection?.close().catch(() => {});
}

module.exports = { Mongod, Silence };
