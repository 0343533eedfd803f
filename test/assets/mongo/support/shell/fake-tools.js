// mongodump, mongorestore and mongosh, as far as the programs see them; ROOT, TOOL and YAML stand above. Options are read as the real tools read them: a value
// that begins with a double quote is one of Go, an option that is not known is an error, and so is a key of the configuration that is not.
const fs = require('fs');

const { members, dump = {}, restore = {}, mongosh = {} } = JSON.parse(fs.readFileSync(`${ROOT}/state.json`, 'utf8'));
const argv = process.argv.slice(2);
const call = { tool: TOOL, argv, environment: { ...process.env }, options: {} };
const done = () => fs.appendFileSync(`${ROOT}/calls`, `${JSON.stringify(call)}\n`);

function fail(text, status = 1) {
  done();
  console.error(text);
  process.exit(status);
}

const KNOWN = {
  mongodump: ['config', 'readPreference', 'oplog', 'gzip', 'archive'],
  mongorestore: ['config', 'oplogReplay', 'gzip', 'archive', 'stopOnError', 'writeConcern', 'drop'],
};

if (TOOL === 'mongosh') {
  call.uris = [];
  global.print = text => console.log(text);
  global.Mongo = class {
    constructor(uri) {
      call.uris.push(uri);
      this.hello = members[new URL(uri.replace('mongodb:', 'http:')).host];
      if (!this.hello) throw new Error('connect ECONNREFUSED');
    }

    getDB() {
      return { runCommand: () => this.hello };
    }

    close() {}
  };
  if (mongosh.status) fail('mongosh: out of order', mongosh.status);
  require(argv[argv.length - 1]);
  done();
} else {
  for (const argument of argv) {
    const [, name, value = true] = /^--(\w+)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    if (!KNOWN[TOOL].includes(name)) fail(`error parsing command line options: unknown option "${name ?? argument}"`);
    call.options[name] = value[0] === '"' ? JSON.parse(value) : value;
  }
  call.config = fs.readFileSync(call.options.config, 'utf8');
  const { mode, nlink } = fs.statSync(call.options.config);
  Object.assign(call, { mode: (mode & 0o777).toString(8), names: nlink });
  const { uri, ...others } = require(YAML).parse(call.config);
  if (Object.keys(others).length) fail('error parsing config file: unmarshal errors');
  call.uri = uri;

  const { archive, error, status = 0, hangs } = TOOL === 'mongodump' ? dump : restore;
  if (archive !== undefined) fs.writeFileSync(call.options.archive, Buffer.from(archive, 'base64'));
  if (hangs) {
    done();
    process.on('SIGTERM', () => fail('signal \'terminated\' received; attempting to shut down'));
    setTimeout(() => undefined, 600000);
    console.error('hanging');
  } else if (error) {
    fail(error, status);
  } else {
    done();
    process.exit(status);
  }
}
