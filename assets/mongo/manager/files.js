// What stands in files: the list of members, the credentials, the certificates; and what the probes go by. Read anew each round, because a
// change arrives in place. Synchronously: names that are looked up can keep every thread busy that would read a file otherwise.
'use strict';
const { createHash } = require('crypto');
const fs = require('fs');
const { join } = require('path');

const digest = (...parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

// { members, users, defaultWriteConcern }, or { problem }.
function readList({ members: file, namespace, domain, port }) {
  let list;
  try {
    list = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return { problem: `the list of members cannot be read (${error.code || error.name})` };
  }
  return checkedList(list, { namespace, domain, port });
}

function checkedList(list, { namespace, domain, port }) {
  const members = Array.isArray(list?.members) ? list.members : [];
  if (members.length === 0) return { problem: 'the list of members is empty' };
  if (!members.every(isMember) || new Set(members.map(({ _id }) => _id)).size < members.length) {
    return { problem: 'the list of members is malformed' };
  }
  if (!members.some(member => member.priority > 0 && member.votes > 0 && !member.arbiterOnly)) {
    return { problem: 'the list has no member that could be elected' };
  }
  const named = pod => ({ ...pod, host: hostOf({ namespace, domain, port }, pod) });
  return {
    members: members.map(member => named({ ...member, priority: member.arbiterOnly ? 0 : member.priority })),
    // Pods that are there and no members any more; they may have all the data of a set.
    leaving: (Array.isArray(list.leaving) ? list.leaving : []).map(named),
    users: Array.isArray(list.users) ? list.users : [],
    defaultWriteConcern: list.defaultWriteConcern,
  };
}

const hostOf = ({ namespace, domain, port }, { pod, service }) => `${pod}.${service}.${namespace}.svc.${domain}:${port}`;

const isMember = member =>
  Number.isInteger(member?._id) && [member.pod, member.service].every(name => typeof name === 'string' && name !== '') &&
  [member.priority, member.votes].every(number => typeof number === 'number');

// { username, password, previousPassword, print }, or { problem }. The print tells whether anything has changed,
// and nothing else. `named` where the name is not in the Secret.
function readCredentials({ credentials: folder }, id, named) {
  try {
    const username = named ?? text(join(folder, id, 'username'));
    const password = text(join(folder, id, 'password'));
    // Unlike other drivers, that of mongosh escapes but the first of them.
    if (/=.*=|,.*,/u.test(username)) throw new Unfit('its username has more than one comma or equals sign');
    // A root that the manager cannot log in as could never be changed; other characters are unknown to SASLprep,
    // or are prepared in two ways.
    if (id === 'root' && !/^[ -~¡-¬®-Ƞ]+$/u.test(password)) {
      throw new Unfit('its password has other characters than ASCII and Latin ones');
    }
    const previous = join(folder, id, 'previous-password');
    const previousPassword = fs.existsSync(previous) ? text(previous) : undefined;
    return { username, password, previousPassword, print: digest(username, password, previousPassword) };
  } catch (error) {
    return { problem: error instanceof Unfit ? error.message : `cannot be read (${error.code || error.name})` };
  }
}

class Unfit extends Error {}

// To the byte: what is cut off here would be missing elsewhere.
function text(file) {
  const name = file.slice(file.lastIndexOf('/') + 1);
  let content;
  try {
    content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
  } catch (error) {
    throw error.code === 'ENOENT' || error.code === 'EACCES' ? error : new Unfit(`its ${name} is not UTF-8`);
  }
  if (content === '') throw new Unfit(`its ${name} is empty`);
  // MongoDB takes no such password, and the one that is meant has most likely a line break too many.
  if (/\p{Cc}/u.test(content)) throw new Unfit(`its ${name} has a line break or another control character in it`);
  return content;
}

// As start.sh does before there is a mongod: one file of two, and all of one Secret,
// which may be changed meanwhile. What cannot be read stays as it was.
function takeCertificates({ certificates, parts }) {
  if (!certificates || !fs.existsSync(parts)) return;
  try {
    const link = join(parts, '..data');
    const from = fs.existsSync(link) ? fs.realpathSync(link) : parts;
    const [key, chain, authority] = ['tls.key', 'tls.crt', 'ca.crt'].map(name => fs.readFileSync(join(from, name), 'latin1'));
    replace(join(certificates, 'tls-combined.pem'), `${key}\n${chain}`);
    replace(join(certificates, 'ca.crt'), authority);
  } catch (error) {
    if (error.code === undefined) throw error;
  }
}

// In one step, and only where it is another.
function replace(file, content) {
  if (fs.existsSync(file) && fs.readFileSync(file, 'latin1') === content) return;
  fs.rmSync(`${file}.new`, { force: true });
  fs.writeFileSync(`${file}.new`, content, { encoding: 'latin1', mode: 0o640 });
  fs.renameSync(`${file}.new`, file);
}

// Undefined if there are none.
function certificatesPrint({ certificates }) {
  if (!certificates) return undefined;
  try {
    return digest(...['tls-combined.pem', 'ca.crt'].map(name => fs.readFileSync(join(certificates, name), 'latin1')));
  } catch {
    return undefined;
  }
}

// `ready` and `alive` hold the time at which they were true.
function mark({ run }, name, seconds) {
  const file = join(run, name);
  fs.writeFileSync(`${file}.new`, `${Math.floor(seconds)}\n`);
  fs.renameSync(`${file}.new`, file);
}

function unmark({ run }, name) {
  fs.rmSync(join(run, name), { force: true });
}

// Since when, in milliseconds; undefined if not.
const markedAt = ({ run }, name) => fs.statSync(join(run, name), { throwIfNoEntry: false })?.mtimeMs;

module.exports = { readList, checkedList, readCredentials, takeCertificates, certificatesPrint, mark, unmark, markedAt, digest };
