"""Somebody who uses the ring while it is ill-treated, with the Python driver that every Cassandra image has for its cqlsh.

use              writes rows one by one at QUORUM, notes each that is acknowledged, and reads one of those again
figures SINCE    what came of it since then, as JSON
verify ADDRESS…  how many of the acknowledged rows are not found at QUORUM through each of these nodes, as JSON
fill MEBIBYTES   rows that do not compress
gulp TIMES       reads all of those at once, without pages, so many times at the same time
now              the time, by the clock that the notes go by
"""
import glob
import json
import os
import random
import socket
import sys
import threading
import time
import uuid

sys.path.insert(0, '/opt/cassandra/pylib')
for archive in glob.glob('/opt/cassandra/lib/*.zip'):
    sys.path.insert(0, archive)
    version = os.path.basename(archive)[:-len('.zip')].rpartition('-')[2]
    sys.path.insert(0, os.path.join(archive, 'cassandra-driver-' + version))

from cassandra import ConsistencyLevel  # noqa: E402
from cassandra.auth import PlainTextAuthProvider  # noqa: E402
from cassandra.cluster import Cluster, EXEC_PROFILE_DEFAULT, ExecutionProfile  # noqa: E402
from cassandra.concurrent import execute_concurrent_with_args  # noqa: E402
from cassandra.policies import ConstantReconnectionPolicy, RoundRobinPolicy, WhiteListRoundRobinPolicy  # noqa: E402
from cassandra.query import SimpleStatement  # noqa: E402

NOTES = '/written'
PAUSE = 0.1
CHUNK = 64 * 1024


def secret(key):
    with open('/run/superuser/' + key, encoding='utf-8') as file:
        return file.read()


def addresses():
    """Looked up anew for each session: pods have other addresses after a fault."""
    found = set()
    for host in os.environ['HOSTS'].split(','):
        try:
            found.update(info[4][0] for info in socket.getaddrinfo(host, 9042, type=socket.SOCK_STREAM))
        except socket.gaierror:
            pass
    return sorted(found)


def connect(nodes, policy, timeout=5):
    profile = ExecutionProfile(load_balancing_policy=policy, consistency_level=ConsistencyLevel.QUORUM, request_timeout=timeout)
    cluster = Cluster(
        nodes,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        auth_provider=PlainTextAuthProvider(secret('username'), secret('password')),
        reconnection_policy=ConstantReconnectionPolicy(1, max_attempts=None),
        connect_timeout=5,
    )
    try:
        return cluster.connect('app')
    except Exception:
        cluster.shutdown()
        raise


def note(name, text):
    with open(os.path.join(NOTES, name), 'a', encoding='utf-8') as file:
        file.write(text + '\n')


def notes(name):
    try:
        with open(os.path.join(NOTES, name), encoding='utf-8') as file:
            return [line.split() for line in file if line.endswith('\n')]
    except FileNotFoundError:
        return []


def use():
    known = [row for row, _ in notes('acknowledged')]
    session, well = None, time.time()
    while True:
        doing = 'write'
        try:
            session = session or connect(addresses(), RoundRobinPolicy())
            row = str(uuid.uuid4())
            session.execute('INSERT INTO app.written (id) VALUES (%s)', (row,))
            note('acknowledged', f'{row} {time.time()}')
            known.append(row)
            well = time.time()
            doing = 'read'
            asked = random.choice(known)
            if session.execute('SELECT id FROM app.written WHERE id = %s', (asked,)).one() is None:
                note('missed', f'{asked} {time.time()}')
        except Exception as error:  # whatever it is, the next try is what counts
            note('failed', f'{doing} {time.time()} {type(error).__name__}')
            print(time.strftime('%H:%M:%S'), doing, repr(error)[:300], flush=True)
            if session and time.time() - well > 5:
                session.cluster.shutdown()
                session = None
        time.sleep(PAUSE)


def figures(since):
    times = [float(at) for _, at in notes('acknowledged') if float(at) >= since]
    ends = [since, *times, time.time()]
    failed = [doing for doing, at, _ in notes('failed') if float(at) >= since]
    return {
        'acknowledged': len(times),
        'failedWrites': failed.count('write'),
        'failedReads': failed.count('read'),
        'longestGap': round(max(b - a for a, b in zip(ends, ends[1:])), 1),
        'missed': len([row for row, at in notes('missed') if float(at) >= since]),
    }


def verify(nodes):
    wanted = {row for row, _ in notes('acknowledged')}
    missing = {}
    for node in nodes:
        session = connect([node], WhiteListRoundRobinPolicy([node]), 60)
        found = {row.id for row in session.execute(SimpleStatement('SELECT id FROM app.written', fetch_size=2000))}
        missing[node] = len(wanted - found)
        session.cluster.shutdown()
    return {'rows': len(wanted), 'missing': missing}


def fill(mebibytes):
    session = connect(addresses(), RoundRobinPolicy(), 30)
    insert = session.prepare('INSERT INTO app.bulk (id, data) VALUES (?, ?)')
    for _ in range(mebibytes):
        rows = [(str(uuid.uuid4()), os.urandom(CHUNK)) for _ in range(1024 * 1024 // CHUNK)]
        execute_concurrent_with_args(session, insert, rows, concurrency=4)


def gulp(times):
    def once():
        try:
            session = connect(addresses(), RoundRobinPolicy(), 120)
            session.execute(SimpleStatement('SELECT id, data FROM app.bulk', fetch_size=None)).one()
            print('answered', flush=True)
        except Exception as error:
            print(type(error).__name__, flush=True)
    threads = [threading.Thread(target=once, daemon=True) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


if __name__ == '__main__':
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == 'use':
        use()
    elif what == 'figures':
        print(json.dumps(figures(float(arguments[0]))))
    elif what == 'verify':
        print(json.dumps(verify(arguments)))
    elif what == 'fill':
        fill(int(arguments[0]))
    elif what == 'gulp':
        gulp(int(arguments[0]))
    elif what == 'now':
        print(time.time())
    sys.stdout.flush()
    os._exit(0)  # the driver's threads would keep it
