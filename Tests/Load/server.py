"""A web server for the load: every address of 127.0.0.0/8, stories that are rewritten as they go.

  server.py PORT SECONDS_BETWEEN_VERSIONS [SECONDS_BEFORE_AN_ANSWER [BEGAN]]

A story's version follows from the clock and its address, each story out of step with the others. Four of five stories
have an ETag and answer 304 to whoever has it; the fifth sends the whole page each time.
"""

import os
import select
import socket
import sys
import time
import zlib

PARAGRAPHS = [
    "The harbour authority closed the northern basin after a crane gave way over berth {n}.",
    "“We heard a crack and then saw the boom come down,” said Maria Okafor, a pilot on duty that morning.",
    "At least {toll} people were treated at the scene, the ambulance service said.",
    "The crane, built in 1987, had been inspected in the spring and was due to be replaced within two years.",
    "“Nobody is missing, and we have no reason to think that anybody is under the wreck,” said fire chief Jon Hale.",
    "Ferries to the islands ran {late} minutes late for most of the day, and two freighters waited outside the mole.",
    "The operator said that it had allegedly been warned of rust in a letter of {day} March.",
    "A spokesman declined to say who had written the letter, or whether it had been answered.",
    "Insurers put the damage at {cost} million, a figure that the port called premature.",
    "The safety board sent four investigators, who are expected to stay for a week.",
    "Trade unions called for the two remaining cranes of the same make to be stopped.",
    "“Those machines should not run another hour,” said Ines Varga of the dockers’ union.",
    "The port’s shares fell by {fall} per cent before trading was halted at noon.",
    "Residents had complained of noise from the basin for years, council minutes show.",
    "The council meets on Thursday, when the port’s licence was to be renewed in any case.",
]
NAVIGATION = "".join(f'<li><a href="/section-{i}">Section {i} of the paper</a></li>' for i in range(120))
SCRIPT = "<script>" + "var settings = {lazy: true, theme: 'plain', slots: [1, 2, 3]};" * 40 + "</script>"


def page(path, seed, version):
    lines = [
        text.format(
            n=1 + seed % 9, toll=10 + version, late=20 + 5 * (version % 7), day=1 + seed % 28,
            cost=3 + version // 2, fall=1 + version % 5)
        for text in PARAGRAPHS[: 9 + min(version, 6)]
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Crane falls at berth {1 + seed % 9}</title>{SCRIPT}"
        f"</head><body><nav><ul>{NAVIGATION}</ul></nav><main><article><h1>Crane falls at berth {1 + seed % 9}, "
        f"{10 + version} hurt</h1>{body}</article></main><footer>{NAVIGATION}</footer></body></html>").encode()


def version_at(path, moment, began, period):
    """Which version of a story stands at a moment, and how far from a change that is, in seconds."""
    seed = zlib.crc32(path)
    age = moment - began + seed % period
    return int(age // period), min(age % period, period - age % period)


def answer(request, began, period):
    end = request.find(b" HTTP/1.1")
    path = request[4:end]
    if path == b"/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    seed = zlib.crc32(path)
    version, _ = version_at(path, time.time(), began, period)
    tag = b'"%d"' % version
    has_tag = seed % 5 != 0
    if has_tag and b"If-None-Match: " + tag in request:
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
    body = page(path, seed, version)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n" % len(body)
    return head + (b"ETag: " + tag + b"\r\n" if has_tag else b"") + b"\r\n" + body


def serve(port, period, delay=0.0, began=None):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", port))
    listener.listen(4096)
    listener.setblocking(False)
    poll = select.epoll()
    poll.register(listener.fileno(), select.EPOLLIN)
    open_ones, late = {}, []
    began = began or time.time()
    parent = os.getppid()
    while os.getppid() == parent:
        while late and late[0][0] <= time.monotonic():
            _, one, request = late.pop(0)
            try:
                one.sendall(answer(request, began, period))
            except OSError:
                pass
        for number, _ in poll.poll(max(0.0, late[0][0] - time.monotonic()) if late else 1):
            if number == listener.fileno():
                try:
                    for _ in range(64):
                        one, _ = listener.accept()
                        open_ones[one.fileno()] = one
                        poll.register(one.fileno(), select.EPOLLIN)
                except OSError:
                    # Nobody else waits, or whoever did has gone: a client that was killed.
                    pass
                continue
            one = open_ones[number]
            try:
                request = one.recv(16384)
                if request and delay and not request.startswith(b"GET /robots.txt"):
                    late.append((time.monotonic() + delay, one, request))
                elif request:
                    one.sendall(answer(request, began, period))
            except OSError:
                request = b""
            if not request:
                poll.unregister(number)
                del open_ones[number]
                one.close()


if __name__ == "__main__":
    serve(int(sys.argv[1]), *[float(text) for text in sys.argv[2:5]])
