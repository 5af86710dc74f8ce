#!/usr/bin/env python3
"""Messages against servers that others wrote, the program being killed all the while.

usage: telling.py PROGRAM [KILLS] [SEED]

Serves stories that change, watches them with the program, and has every change told by a webhook over TLS whose endpoint
fails every other time, by mail to aiosmtpd which refuses every other letter, by mail once more to one that wants STARTTLS
and a password, and into a feed. The program is killed KILLS
times (SIGKILL) at moments that follow from SEED. Then: every change of the archive was told on each channel; no change has
two ids; how often one came twice with the same id (which a receiver drops) is shown. Signatures are checked by the
standardwebhooks package, the feed by feedparser and, where it is installed, jing.
"""
import base64, email, email.policy, http.server, json, os, random, shutil, signal, ssl, subprocess, sys, tempfile, threading, time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
import feedparser
from standardwebhooks.webhooks import Webhook

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 50
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
HERE = Path(__file__).resolve().parent
STORIES, CHANGES = 6, 8
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two letters ok").decode()

random.seed(SEED)
NAMES = ["Maria Okafor", "Jon Hale", "Lena Lindqvist", "Samuel Osei", "Nora Castellan", "Piotr Novak", "Ingrid Marsh",
         "Farid Rahimi", "Hannah Tanner", "Declan Moreau"]
SAYINGS = ["We saw the water come over the wall before anybody rang", "Nobody is missing and the school is open again",
           "It will take until Friday to count all of the boats", "The pumps were checked last week and they all ran",
           "I have lived here for years and never saw this", "We will not pay for what the council left undone",
           "There was no warning on the radio that night", "Our crews worked through the dark without a break",
           "The bridge is safe and the engineers have said so"]


class Pages:
    """Stories that move on to their next version after some looks."""

    def __init__(self):
        self.lock = threading.Lock()
        self.state = {f"/story-{n}": [0, 0] for n in range(STORIES)}

    def page(self, path):
        with self.lock:
            state = self.state.get(path)
            if state is None:
                return None
            if state[1] >= 3 and state[0] < CHANGES:
                state[0], state[1] = state[0] + 1, 0
            state[1] += 1
            version = state[0]
        number = int(path.rsplit("-", 1)[1])
        paragraphs = [f"The harbour at Port {number} was closed after the storm of Monday night.",
                      "Boats were moored in the inner basin.", "The ferry office stayed shut."]
        for step in range(version):
            name, words = NAMES[(number + step) % len(NAMES)], SAYINGS[(number * 2 + step) % len(SAYINGS)]
            paragraphs.append(f"“{words},” said {name}, a resident of pier {step + 1}.")
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        return (f"<html><head><meta charset='utf-8'><title>Storm</title></head><body><article><h1>Storm closes harbour "
                f"{number}</h1>{body}</article><p>{random.random()}</p></body></html>").encode()

    def over(self):
        with self.lock:
            return all(version == CHANGES and looks > 2 for version, looks in self.state.values())


pages = Pages()


class PageHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = pages.page(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page or b"")))
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *_):
        pass


hooks, hook_calls, bad_signatures = [], [0], [0]


class HookHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        hook_calls[0] += 1
        if hook_calls[0] % 2:
            if hook_calls[0] % 4 == 1:
                self.send_response(503)
                self.send_header("Content-Length", "0")
                self.end_headers()
            self.close_connection = True
            return
        try:
            message = Webhook(SECRET).verify(body, dict(self.headers.items()))
            hooks.append((self.headers["webhook-id"], message))
        except Exception:
            bad_signatures[0] += 1
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


letters, letter_calls = [], [0]


class MailHandler:
    async def handle_DATA(self, server, session, envelope):
        letter_calls[0] += 1
        if letter_calls[0] % 2:
            return "451 try again"
        letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


sealed, logins = [], [0, 0]


class SealedMailHandler:
    """Of a server that takes letters from those only who logged in after STARTTLS."""

    async def handle_DATA(self, server, session, envelope):
        if not session.authenticated or session.ssl is None:
            return "530 log in first"
        sealed.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


def login(server, session, envelope, mechanism, given):
    logins[0] += 1
    right = (given.login, given.password) == (b"desk", b"a pass: word")
    # Every fifth time the right one is refused as well, as a server in trouble does.
    if right and logins[0] % 5 == 0:
        logins[1] += 1
        right = False
    return AuthResult(success=right, handled=True if right else False)


class QuietTLSServer(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


def main():
    folder = Path(tempfile.mkdtemp(prefix="writethru-telling-"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem", "-out",
         folder / "cert.pem"], check=True, stderr=subprocess.DEVNULL)
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PageHandler)
    hook = QuietTLSServer(("127.0.0.1", 0), HookHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    hook.socket = context.wrap_socket(hook.socket, server_side=True)
    for server in (web, hook):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    mail = Controller(MailHandler(), hostname="127.0.0.1", port=0)
    # aiosmtpd wants to know its port before it has one.
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mail.port = probe.getsockname()[1]
    mail.start()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    submission = Controller(
        SealedMailHandler(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True,
        authenticator=login, auth_required=True)
    submission.start()

    archive = folder / "archive"
    archive.mkdir()
    (archive / "writethru.yaml").write_text(f"""
fetch:
  host-rest: 0
  allow-addresses: [127.0.0.1]
telling:
  retry: 1s
  channels:
    hook:
      kind: webhook
      address: https://localhost:{hook.server_address[1]}/hook
      secret: "{SECRET}"
      certificates: {folder}/cert.pem
      allow-addresses: [127.0.0.1, "::1"]
    mail:
      kind: mail
      server: 127.0.0.1
      port: {mail.port}
      security: none
      from: Writethru <watch@news.example>
      to: [desk@news.example]
      allow-addresses: [127.0.0.1]
    submission:
      kind: mail
      server: localhost
      port: {submission.port}
      security: starttls
      certificates: {folder}/cert.pem
      user: desk
      password: "a pass: word"
      from: Writethru <watch@news.example>
      to: [desk@news.example]
      allow-addresses: [127.0.0.1, "::1"]
    reader:
      kind: feed
      file: {folder}/changes.xml
      address: https://desk.example/changes.xml
""")
    base = f"http://127.0.0.1:{web.server_address[1]}"
    subprocess.run([PROGRAM, "add", "--archive", archive] + [f"{base}/story-{n}" for n in range(STORIES)], check=True,
                   stdout=subprocess.DEVNULL)
    log = open(folder / "log", "w")

    def start():
        return subprocess.Popen([PROGRAM, "watch", "--archive", archive, "--every", "1s"], stdout=log, stderr=log)

    killed = 0
    process = start()
    begun = time.time()
    while killed < KILLS:
        time.sleep(0.2 + 2.3 * random.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += 1
        process = start()

    def expected():
        total = 0
        for n in range(STORIES):
            out = subprocess.run(["git", "-C", archive / "stories.git", "rev-list", "--count", f"story-{n}"],
                                 capture_output=True, text=True)
            total += int(out.stdout or 1) - 1
        return total

    end = time.time() + 240
    while time.time() < end:
        if pages.over() and min(len({i for i, _ in hooks}), len({l['X-Writethru-Id'] for l in letters}),
                                len({l['X-Writethru-Id'] for l in sealed})) >= expected():
            break
        time.sleep(1)
    time.sleep(5)
    process.terminate()
    process.wait()

    wanted = expected()
    failures = []

    def check(holds, what):
        print(("ok   " if holds else "FAIL ") + what)
        if not holds:
            failures.append(what)

    hook_ids = [i for i, _ in hooks]
    mail_ids = [l["X-Writethru-Id"] for l in letters]
    # What is told twice under two ids would be told twice to a receiver that drops doubles.
    def two_ids(pairs):
        ids = {}
        for i, key in pairs:
            ids.setdefault(key, set()).add(i)
        return sum(len(each) - 1 for each in ids.values())
    hook_keys = [(i, tuple(sorted(c["id"] for c in m["changes"]))) for i, m in hooks]
    print(f"{killed} kills in {time.time() - begun:.0f} s; {wanted} changed versions in the archive")
    check(wanted > 0 and pages.over(), f"all {STORIES * CHANGES} changes were published, {wanted} versions were kept")
    check(len(set(hook_ids)) == wanted, f"webhook: {len(set(hook_ids))} of {wanted} arrived ({hook_calls[0]} requests, half refused)")
    check(two_ids(hook_keys) == 0, f"webhook: none under two ids; {len(hook_ids) - len(set(hook_ids))} doubles to drop by id")
    check(bad_signatures[0] == 0, "webhook: every signature is right")
    check(len(set(mail_ids)) == wanted, f"mail: {len(set(mail_ids))} of {wanted} arrived ({letter_calls[0]} tries, half refused)")
    check(len({l['Message-ID'] for l in letters}) == wanted, f"mail: a Message-ID each; {len(mail_ids) - len(set(mail_ids))} doubles to drop by id")
    check(all("said" in l.get_body(("plain",)).get_content() and l.get_body(("html",)) for l in letters), "mail: the change stands in each letter")
    sealed_ids = [l["X-Writethru-Id"] for l in sealed]
    check(len(set(sealed_ids)) == wanted,
          f"mail by STARTTLS with a password: {len(set(sealed_ids))} of {wanted} arrived ({logins[0]} logins, {logins[1]} refused), "
          f"{len(sealed_ids) - len(set(sealed_ids))} doubles to drop by id")
    waiting = list((archive / "telling").glob("*/*.message"))
    check(not waiting, f"outbox: {len(waiting)} left")
    feed = feedparser.parse(str(folder / "changes.xml"))
    check(not feed.bozo and len(feed.entries) == wanted, f"feed: feedparser reads {len(feed.entries)} entries")
    check(len({e.id for e in feed.entries}) == wanted, "feed: an id each")
    if shutil.which("jing"):
        jing = subprocess.run(["jing", "-c", HERE / "atom.rnc", folder / "changes.xml"], capture_output=True, text=True)
        check(jing.returncode == 0, "feed: valid by jing" + jing.stdout)
    else:
        print("skip feed: jing is not installed")
    verify = subprocess.run([PROGRAM, "verify", "--archive", archive], capture_output=True, text=True)
    check(verify.returncode == 0, "the archive is whole")
    if failures:
        print(f"kept for a look: {folder}")
        sys.exit(1)
    mail.stop()
    submission.stop()
    shutil.rmtree(folder)


main()
