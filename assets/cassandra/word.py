# word.py ADDRESS PORT FOLDER COMMAND...: tells the other pods of the ring, by HTTP, what this one says of itself: the files of FOLDER, each
# behind /<name of the pod>/<word>; and behind /<name of the pod>/ring what COMMAND prints,
# which costs something and is kept for some seconds.
#
# Whoever can reach the port may ask. So nobody holds it up: a request that does not come is dropped, and of too many the oldest.
import asyncio
import os
import re
import sys
import time

REQUEST = 2  # seconds in which a request must have come
CROWD = 64  # requests at a time
COMMAND = 25  # seconds for the command
KEPT = 5  # seconds for which its answer holds

address, port, folder, *command = sys.argv[1:]
waiting = {}
ring = {"at": 0.0, "text": None}


async def ring_as_seen():
    async with ring["lock"]:
        if time.monotonic() - ring["at"] > KEPT:
            process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE)
            try:
                text, _ = await asyncio.wait_for(process.communicate(), COMMAND)
            except asyncio.TimeoutError:
                process.kill()
                text = b""
            ring.update(at=time.monotonic(), text=text if process.returncode == 0 else b"")
        return ring["text"]


async def answer_to(request):
    asked = re.fullmatch(rb"GET /([\w.-]+)/([\w-]+) HTTP/1\.[01]\r?\n", request)
    if not asked:
        return 400, b""
    host, word = (part.decode() for part in asked.groups())
    if not os.path.isdir(os.path.join(folder, host)):
        return 404, b""  # it means another pod
    if word == "ring":
        text = await ring_as_seen()
        return (200, text) if text else (503, b"")
    try:
        with open(os.path.join(folder, host, word), "rb") as file:
            return 200, file.read()
    except OSError:
        return 404, b""


async def serve(reader, writer):
    me = asyncio.current_task()
    waiting[me] = writer
    if len(waiting) > CROWD:
        oldest = next(iter(waiting))
        del waiting[oldest]  # now, not when it is told: of several that come at once, each is to make room for itself
        oldest.cancel()
    try:
        request = await asyncio.wait_for(reader.readline(), REQUEST)
        waiting.pop(me, None)
        status, text = await answer_to(request)
        writer.write(b"HTTP/1.0 %d -\r\nContent-Length: %d\r\n\r\n%s" % (status, len(text), text))
        await asyncio.wait_for(writer.drain(), REQUEST)
    except (asyncio.TimeoutError, asyncio.CancelledError, OSError, ValueError):
        pass  # whoever asks like this gets no answer
    finally:
        waiting.pop(me, None)
        writer.close()


async def main():
    ring["lock"] = asyncio.Lock()  # not before: until Python 3.10 it belongs to the loop that runs when it is made
    server = await asyncio.start_server(serve, address, int(port), limit=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())
