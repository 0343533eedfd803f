import { Socket } from 'net';
import { BSON } from 'mongodb';

/** One command, or one answer to it. */
export type Document = BSON.Document;

/**
 * As much of MongoDB's wire protocol as a driver speaks: OP_MSG, and OP_QUERY for its first words.
 *
 * @see https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

/** Answers what comes over a connection, one command after the other. */
export function serve(socket: Socket, answer: (command: Document) => Document): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    while (received.length >= HEADER && received.length >= received.readInt32LE(0)) {
      const message = received.subarray(0, received.readInt32LE(0));
      received = received.subarray(message.length);
      const legacy = message.readInt32LE(12) === OP_QUERY;
      socket.write(reply(message.readInt32LE(4), answer(legacy ? query(message) : sections(message)), legacy));
    }
  });
}

/** Flags, the name of a collection, two numbers, and the command. */
function query(message: Buffer): Document {
  return BSON.deserialize(message.subarray(message.indexOf(0, HEADER + 4) + 9));
}

/** The command, and lists of documents that stand beside it. */
function sections(message: Buffer): Document {
  const command: Document = {};
  for (let at = HEADER + 4; at < message.length;) {
    const kind = message[at]!;
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    at += 1 + size;
    if (kind === 0) {
      Object.assign(command, BSON.deserialize(section));
      continue;
    }
    const name = section.toString('utf8', 4, section.indexOf(0, 4));
    const list: Document[] = [];
    for (let i = 4 + name.length + 1; i < section.length; i += section.readInt32LE(i)) list.push(BSON.deserialize(section.subarray(i, i + section.readInt32LE(i))));
    command[name] = list;
  }
  return command;
}

function reply(to: number, answer: Document, legacy: boolean): Buffer {
  const body = BSON.serialize(answer);
  // A cursor and how many documents there are; or flags and the kind of the section.
  const before = legacy ? Buffer.alloc(20) : Buffer.alloc(5);
  if (legacy) before.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + before.length + body.length, 0);
  header.writeInt32LE(to, 8);
  header.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, before, body]);
}
