# Evidence beside independent programs: a story is watched, carried out and checked by others' tools, and brought in again.
#
# usage: evidence.py PROGRAM TOOLS PYWB     TOOLS and PYWB are folders with bin/: warcio, fastwarc, cdxj-indexer, wacz,
# bagit, prov and pymerkle in the one, pywb in the other (it needs a cryptography of its own).
import gzip, hashlib, http.server, json, os, pathlib, random, re, shutil, signal, socket, subprocess, sys, tempfile, threading
import time, urllib.error, urllib.parse, urllib.request

program, tools, pywb = (os.path.realpath(path) for path in sys.argv[1:4])
folder = pathlib.Path(tempfile.mkdtemp(prefix="writethru-evidence-"))
os.environ["WRITETHRU_ARCHIVE"] = str(folder / "archive")
children = []


def run(*arguments, code=0, cwd=folder, **more):
    done = subprocess.run([str(a) for a in arguments], cwd=cwd, capture_output=True, text=True, **more)
    assert done.returncode == code, f"{arguments}: {done.returncode}, not {code}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr


def wait(test, what, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if test():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come to be within {seconds} s")


def page(boats, noise=""):
    return (
        "<html><head><title>Fire at the quay</title></head><body><article><h1>Fire at the quay</h1><p>Police said "
        f"{boats} boats were burnt at the old quay on Monday night, and that nobody was hurt in the fire.</p><p>The "
        "harbour master said the cause was not known, and that the quay would stay closed.</p></article>"
        f"{noise}</body></html>").encode()


class Site(http.server.BaseHTTPRequestHandler):
    """A story that changes, stands still, answers 304, and goes back."""
    protocol_version = "HTTP/1.1"
    bodies = [page(1), page(1), page(2), page(2, "<!-- 4 -->"), page(3), page(4), None, page(1)]
    asked = 0

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path != "/quay":
            self.send_response(404)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        body = Site.bodies[min(Site.asked, len(Site.bodies) - 1)]
        Site.asked += 1
        if body is None:
            self.send_response(304)
            return self.end_headers()
        packed = gzip.compress(body)
        self.send_response(200)
        for name, value in [
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", f'"{Site.asked}"'),
                ("Transfer-Encoding", "chunked")]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed))


class Gallery(http.server.BaseHTTPRequestHandler):
    """A story with images and styles: some change with it, one is had by a redirect only, one is gone."""
    protocol_version = "HTTP/1.1"
    edition = 1
    sheet = b"@import 'more.css'; body{background:url(/img/back.png)}"
    asked = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        path, tag = self.path, None
        Gallery.asked.append(path)
        files = {
            "/story": ("text/html; charset=utf-8", page(Gallery.edition, "<img src=\"/img/boat.png\"><img src=/img/moved.png>"
                       "<img src=/img/gone.png>").replace(b"<title>", b"<link rel=\"stylesheet\" href=\"/css/style.css\"><title>")),
            "/css/style.css": ("text/css", Gallery.sheet), "/css/more.css": ("text/css", b"p{color:navy}"),
            "/img/back.png": ("image/png", b"\x89PNG back"), "/img/there.png": ("image/png", b"\x89PNG there"),
            "/img/boat.png": ("image/png", b"\x89PNG boat %d" % Gallery.edition)}
        if path == "/img/moved.png":
            self.send_response(302)
            self.send_header("Location", "/img/there.png")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if path not in files:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        kind, body = files[path]
        if path == "/css/style.css":
            tag = '"s"'
        if tag and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            return self.end_headers()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)


def gallery():
    """Two versions with their images and styles, replayed as a browser would show them."""
    os.environ["WRITETHRU_ARCHIVE"] = str(folder / "gallery")
    (folder / "gallery").mkdir()
    (folder / "gallery" / "writethru.yaml").write_text("fetch: {host-rest: 0}\n")
    site = serve(Gallery)
    for Gallery.edition in [1, 2]:
        said = run(program, "look", f"{site}/story", "--name", "gallery", "--allow-address", "127.0.0.1", "--with-resources")
        assert "5 images and styles saved, 1 not to be had" in said, said
        time.sleep(1.1)
    for form in ["warc", "wacz"]:
        run(program, "export", "gallery", "--format", form)
    run(program, "verify")
    bin = tools + "/bin/"
    run(bin + "warcio", "check", "gallery.warc.gz")
    run(bin + "fastwarc", "check", "gallery.warc.gz")
    theirs = run(bin + "cdxj-indexer", "--sort", "gallery.warc.gz")
    assert theirs == (folder / "gallery.cdxj").read_text(), theirs
    run(bin + "wacz", "validate", "-f", "gallery.wacz")
    there = replay("shown", folder / "gallery.warc.gz")
    moments = sorted({line.split(" ")[1] for line in theirs.splitlines() if f'"url": "{site}/story"' in line})
    assert len(moments) == 2, theirs
    shown = 0
    for edition, moment in enumerate(moments, 1):
        def had(address, kind):
            return urllib.request.urlopen(f"{there}/{moment}{kind}/{address}", timeout=20).read()

        html = had(f"{site}/story", "mp_").decode()
        assert f"{edition} boats" in html
        # What a browser would ask pywb for: the addresses as pywb has rewritten them.
        wanted = re.findall(r'(?:src|href)="?([^"\s>]+/(?:img|css)/[^"\s>]+)', html)
        assert len(wanted) == 4, html
        for address in wanted:
            address = urllib.parse.urljoin(f"{there}/", address)
            if address.endswith("gone.png"):
                try:
                    urllib.request.urlopen(address, timeout=20)
                    raise AssertionError("what was gone is shown")
                except urllib.error.HTTPError as error:
                    assert error.code == 404, error
                continue
            body = urllib.request.urlopen(address, timeout=20).read()
            assert body, address
            shown += 1
        assert had(f"{site}/img/boat.png", "im_") == b"\x89PNG boat %d" % edition
        assert had(f"{site}/img/moved.png", "im_") == b"\x89PNG there"
        assert had(f"{site}/img/back.png", "im_") == b"\x89PNG back"
        assert had(f"{site}/css/style.css", "id_") == Gallery.sheet
        assert had(f"{site}/css/more.css", "id_") == b"p{color:navy}"
    assert Gallery.asked.count("/css/style.css") == 2
    print(f"pywb shows both versions with their images and styles: {shown} as the page names them, each as it was then")
    os.environ["WRITETHRU_ARCHIVE"] = str(folder / "gallery-again")
    assert "2 versions" in run(program, "import", "gallery", "gallery.warc.gz")


def authority():
    """A time-stamping authority that OpenSSL plays, and its address."""
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=A test authority\n[ext]\n"
        "extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=this\n[this]\nserial=serial\nsigner_cert=tsa.pem\n"
        "signer_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=sha256\n")
    (folder / "serial").write_text("01\n")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "2",
        "-config", "tsa.cnf")

    class Authority(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_POST(self):
            (folder / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr")
            body = (folder / "answer.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return serve(Authority)


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def replay(name, *warcs):
    """A pywb with one collection; gives its address."""
    home = folder / name
    home.mkdir()
    run(pywb + "/bin/wb-manager", "init", "c", cwd=home)
    run(pywb + "/bin/wb-manager", "add", "c", *warcs, cwd=home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    children.append(
        subprocess.Popen([pywb + "/bin/wayback", "-p", str(port), "-b", "127.0.0.1"], cwd=home,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    wait(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/c/", timeout=5).status == 200, "pywb")
    return f"http://127.0.0.1:{port}/c"


def instructions(bag, page):
    """What the commands in a bundle's page say of a bundle: whether all is well."""
    commands = "\n".join(re.findall(r"^```sh\n(.*?)^```$", page, re.S | re.M))
    done = subprocess.run(["bash", "-c", commands], cwd=bag / "data", capture_output=True, text=True)
    return done.returncode == 0 and "all checks passed" in done.stdout, done.stdout + done.stderr


def checks():
    site = serve(Site)
    for _ in Site.bodies:
        run(program, "look", f"{site}/quay", "--name", "quay", "--allow-address", "127.0.0.1")
        # An index knows whole seconds only: replay could not tell two looks of one second apart.
        time.sleep(1.1)
    assert "not timestamped by a third party" in run(
        program, "prove", "quay", "--text", "4 boats", "--at", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    run(program, "timestamp", "--authority", authority(), "--allow-address", "127.0.0.1")
    for form in ["warc", "wacz", "prov", "csv", "bundle"]:
        run(program, "export", "quay", "--format", form)
    stated = run(program, "prove", "quay", "--text", "9 boats", "--never", "--from", "2020-01-01", "--to", "2099-01-01")
    assert "not timestamped by a third party" not in stated, stated
    run(program, "verify")

    bin = tools + "/bin/"
    for command in [("warcio", "check"), ("fastwarc", "check")]:
        run(bin + command[0], command[1], "quay.warc.gz")
    run("gzip", "-t", "quay.warc.gz")
    theirs = run(bin + "cdxj-indexer", "--sort", "quay.warc.gz")
    assert theirs == (folder / "quay.cdxj").read_text(), theirs
    run(bin + "wacz", "validate", "-f", "quay.wacz")
    run(bin + "prov-convert", "-f", "provn", "quay.prov.json", "quay.provn")
    run(bin + "bagit.py", "--validate", "quay-evidence")
    print("warcio, fastwarc, gzip, cdxj-indexer (line by line), wacz, prov-convert, bagit: all accept")

    data = folder / "quay-evidence" / "data"
    for token in sorted((data / "tokens").glob("*.tsr")):
        tally = token.with_suffix(".tally.json")
        run("openssl", "ts", "-verify", "-in", token, "-data", tally, "-CAfile", folder / "tsa.pem")
    print("openssl ts -verify: accepts the token")

    # The root, by another's tree over the leaves in the journal.
    git = ["git", "-C", folder / "archive" / "stories.git"]
    commits = run(*git, "rev-list", "--reverse", "refs/writethru/journal").split()
    leaves = b""
    for commit in commits:
        done = subprocess.run([str(a) for a in git] + ["cat-file", "blob", f"{commit}:manifests.txt"], capture_output=True)
        leaves += done.stdout if done.returncode == 0 else b""
    (folder / "leaves.txt").write_bytes(leaves)
    root = run(bin + "python", "-c", (
        "import pymerkle\ntree = pymerkle.InmemoryTree(algorithm='sha256')\n"
        "for line in open('leaves.txt', 'rb').read().splitlines(True): tree.append_entry(line)\n"
        "print(tree.get_root().hex())")).strip()
    tally = json.loads(run(*git, "cat-file", "blob", "refs/writethru/journal:tally.json"))
    assert root == tally["root"], (root, tally)
    print(f"pymerkle: the same root over {tally['manifests']['size']} captures")

    # Replay of every version, and of a look that found nothing new.
    there = replay("replay", folder / "quay.warc.gz")
    replayed = 0
    for line in theirs.splitlines():
        fields = json.loads(line.split(" ", 2)[2])
        if not fields["url"].startswith("http"):
            continue
        moment = line.split(" ")[1]
        body = urllib.request.urlopen(f"{there}/{moment}id_/{fields['url']}", timeout=20).read()
        assert body in Site.bodies, (moment, body[:200])
        if "sha256:" in fields.get("digest", ""):
            assert hashlib.sha256(body).hexdigest() == fields["digest"][7:], moment
        replayed += 1
    print(f"pywb: {replayed} captures replayed, byte for byte")

    # One byte changed anywhere.
    bag = folder / "quay-evidence"
    guide = (bag / "data" / "README.md").read_text()
    fine, said = instructions(bag, guide)
    assert fine, said
    chance = random.Random(9)
    tried = 0
    for file in sorted(path for path in bag.rglob("*") if path.is_file()):
        whole = file.read_bytes()
        small = file.name == "tagmanifest-sha256.txt"
        for place in range(len(whole)) if small else chance.sample(range(len(whole)), min(2, len(whole))):
            for flip in ([0x20, 0x01] if small else [1 << chance.randrange(8)]):
                hurt = bytearray(whole)
                hurt[place] ^= flip
                file.write_bytes(hurt)
                fine, _ = instructions(bag, guide)
                assert not fine, f"{file} byte {place} ^ {flip:#x} was not found"
                tried += 1
        file.write_bytes(whole)
    print(f"one byte changed in the bundle: {tried} of {tried} found by its own instructions")

    # In again, from the other side's files.
    os.environ["WRITETHRU_ARCHIVE"] = str(folder / "second")
    for file in ["quay.warc.gz", "quay.wacz"]:
        name = file.replace(".", "-")
        assert "5 versions" in run(program, "import", name, file)
        assert "0 versions" in run(program, "import", name, file)
    print("WARC and WACZ brought in again: 5 versions each, none twice")
    gallery()
    timemap()


def timemap():
    """50 captures of another archive by its TimeMap, killed twice on the way."""
    run(tools + "/bin/python", "-c", (
        "import io\nfrom warcio.warcwriter import WARCWriter\nfrom warcio.statusandheaders import StatusAndHeaders\n"
        "with open('past.warc.gz', 'wb') as file:\n"
        "  writer = WARCWriter(file, gzip=True)\n"
        "  for n in range(50):\n"
        f"    body = {page('N N N')!r}.replace(b'N N N', str(n).encode())\n"
        "    head = StatusAndHeaders('200 OK', [('Content-Type', 'text/html'), ('Content-Length', str(len(body)))], protocol='HTTP/1.1')\n"
        "    writer.write_record(writer.create_warc_record('http://news.example/quay', 'response', payload=io.BytesIO(body),\n"
        "      http_headers=head, warc_headers_dict={'WARC-Date': f'2020-01-06T{n // 6:02}:{n % 6}0:00Z'}))\n"))
    there = replay("past", folder / "past.warc.gz")
    archive = folder / "third"
    os.environ["WRITETHRU_ARCHIVE"] = str(archive)
    archive.mkdir()
    (archive / "writethru.yaml").write_text("fetch:\n  host-rest: 1s\n")
    command = [program, "import", "past", "--timemap", f"{there}/timemap/link/http://news.example/quay",
               "--allow-address", "127.0.0.1"]

    def kept():
        done = subprocess.run([program, "log", "past", "--json"], capture_output=True, text=True)
        return len(json.loads(done.stdout)["versions"]) if done.returncode == 0 else 0

    for goal in [8, 25]:
        child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait(lambda: kept() >= goal or child.poll() is not None, f"{goal} captures", 300)
        child.send_signal(signal.SIGKILL)
        child.wait()
        print(f"killed with {kept()} captures there")
    run(*command, timeout=600)
    assert kept() == 50, kept()
    run(program, "verify")
    assert "50" in run(*command)
    assert kept() == 50, kept()
    print("TimeMap of 50 captures, killed twice: 50 versions, none lost, none twice")


try:
    checks()
finally:
    for child in children:
        child.kill()
    shutil.rmtree(folder, ignore_errors=True)
