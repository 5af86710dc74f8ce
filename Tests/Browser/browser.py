"""Walks the Desk in a real browser: every page, every step a reader takes, no console error, no serious fault by axe.

    browser.py WRITETHRU SNAPSHOTS OUTPUT

Makes an archive of the stories in SNAPSHOTS, serves it and a page that changes, and leaves screenshots in OUTPUT.
"""

import base64
import http.server
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PROGRAM, SNAPSHOTS, OUTPUT = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
PATIENCE = 120
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
# What axe calls serious or critical fails the test.
SERIOUS = {"serious", "critical"}

failures = []


def check(passed, what):
    print(("ok    " if passed else "FAIL  ") + what, flush=True)
    if not passed:
        failures.append(what)


class Site(http.server.BaseHTTPRequestHandler):
    """A news page that says another thing when `Site.toll` changes, and that would load, run and send all it can."""

    toll = "three"
    # What was asked for besides the page, and connections that asked for nothing.
    spied = []

    def do_POST(self):
        self.do_GET()

    def do_GET(self):
        if self.path != "/bridge-closed":
            Site.spied.append(self.path)
            self.send_error(404)
            return
        page = (
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge closed</title>"
            f"<link rel=stylesheet href=/spy.css><link rel=preload as=image href=/spy-preload.png>"
            f"<link rel=prefetch href=/spy-prefetch><link rel=preconnect href=http://127.0.0.1:{SITE_PORT}>"
            "<style>@import url(/spy-import.css); h1 { background: url(/spy-background.png); color: rgb(1, 2, 3) }</style>"
            "<meta http-equiv=refresh content='1; url=/spy-refresh'><base href=/spy-base/>"
            "<script>document.documentElement.dataset.ran = 1; fetch('/spy-fetch')</script><script src=/spy.js></script>"
            "</head><body onload=\"document.documentElement.dataset.ran = 2\"><img src=/spy.png srcset='/spy2.png 2x'>"
            "<iframe src=/spy-frame></iframe><object data=/spy-object></object><video src=/spy.mp4 autoplay></video>"
            "<svg><image href=/spy-svg.png /></svg><form action=/spy-form method=post><button>Send</button></form>"
            "<article>"
            f"<h1>Bridge closed after {self.toll} lorries collide</h1>"
            f"<p>The old bridge over the Alder was closed on Monday after {self.toll} lorries collided on it.</p>"
            "<p>“Nobody was hurt,” said Ines Ward, a police officer, at the northern end of the bridge.</p>"
            "<p>Drivers were asked to take the ferry until engineers have looked at the railing.</p>"
            "</article></body></html>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


def driver(size, dark=False):
    options = Options()
    width, height = SIZES[size]
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    browser.set_page_load_timeout(PATIENCE)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"})
    scheme = "dark" if dark else "light"
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    return browser


def shoot(browser, name, size, tallest=1400):
    width, _ = SIZES[size]
    height = browser.execute_script("return document.documentElement.scrollHeight")
    shot = browser.execute_cdp_cmd(
        "Page.captureScreenshot",
        {"captureBeyondViewport": True,
         "clip": {"x": 0, "y": 0, "width": width, "height": min(height, tallest), "scale": 1}})
    (OUTPUT / f"{name}-{size}.png").write_bytes(base64.b64decode(shot["data"]))


def console(browser, where):
    # That a page which is not there answers 404 is what is asked for.
    lines = [line["message"] for line in browser.get_log("browser") if line["level"] in ("SEVERE", "WARNING")]
    check(not lines, f"no console error: {where}" + "".join(f"\n      {line}" for line in lines[:3]))


def axe(browser, where):
    tool = Axe(browser)
    tool.inject()
    faults = [fault for fault in tool.run()["violations"] if fault["impact"] in SERIOUS]
    told = "".join(f"\n      {fault['id']}: {fault['help']} {fault['nodes'][0]['html'][:160]}" for fault in faults)
    check(not faults, f"axe finds nothing serious: {where}{told}")


def links(browser, base):
    found = browser.execute_script("return [...document.querySelectorAll('a[href]')].map(a => a.href)")
    return [link.split("#")[0] for link in found if link.startswith(base)]


def shape(path):
    """Pages of one kind: `/stories/x/v3` is of the kind of `/stories/y/v1`."""
    path = re.sub(r"/stories/[^/]+", "/stories/*", path)
    path = re.sub(r"/(speakers|coverage)/[^/]+", r"/\1/*", path)
    path = re.sub(r"/quotes/[0-9a-f]+", "/quotes/*", path)
    path = re.sub(r"/change/[^/]+", "/change/*", path)
    return re.sub(r"v\d+", "v*", path)


def walk(base):
    """Every page that can be reached; of each kind some are looked at by axe, in both schemes and sizes."""
    browser = driver("desktop")
    seen, waiting, kinds = {base + "/"}, [base + "/"], {}
    while waiting:
        address = waiting.pop()
        path = address[len(base):].split("?")[0]
        if path.startswith(("/feeds/", "/api/")) or path.endswith("/source"):
            status = urllib.request.urlopen(address, timeout=PATIENCE).status
            check(status == 200, f"{path} answers")
            continue
        browser.get(address)
        kinds.setdefault(shape(path), []).append(path)
        if path.endswith("/page"):
            # What is not loaded is told there, as it should be.
            browser.get_log("browser")
        else:
            console(browser, path)
        if len(kinds[shape(path)]) <= 2:
            axe(browser, path)
            weight = len(urllib.request.urlopen(address, timeout=PATIENCE).read())
            check(weight < 150_000, f"{path} weighs {weight} bytes")
        for link in links(browser, base):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    browser.quit()
    check(len(kinds) >= 18, f"{len(seen)} pages of {len(kinds)} kinds were walked")
    for size, dark in [("phone", False), ("phone", True), ("desktop", True)]:
        browser = driver(size, dark)
        for kind, paths in sorted(kinds.items()):
            browser.get(base + paths[0])
            wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
            check(wide <= 0, f"{paths[0]} fits a {size}")
            if dark or size == "phone":
                axe(browser, f"{paths[0]} on a {'dark' if dark else 'light'} {size}")
            if not dark:
                name = kind.strip("/").replace("/", "-").replace("*", "x") or "front"
                shoot(browser, name, size)
        browser.quit()
    return kinds


def steps(base, story):
    """What a reader does: adds, sees a version come, steps, filters, searches, follows a quote, marks, prints."""
    browser = driver("desktop")
    # What is looked at may be of the page before, which goes as it is looked at.
    wait = WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException])

    browser.get(base + "/add")
    browser.find_element(By.NAME, "address").send_keys(f"http://127.0.0.1:{SITE_PORT}/bridge-closed")
    browser.find_element(By.CSS_SELECTOR, "form button").click()
    wait.until(lambda b: "/stories/bridge-closed" in b.current_url)
    check(True, "a story is added by the form")

    def has_versions(b, count):
        b.get(base + "/stories/bridge-closed")
        return len(b.find_elements(By.CSS_SELECTOR, ".timeline .version")) >= count

    wait.until(lambda b: has_versions(b, 1))
    check(True, "its first version is kept")
    browser.get(base + "/")
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".stories a[href*=bridge-closed]"))
    Site.toll = "four"
    wait.until(lambda b: "v2" in b.find_element(By.ID, "news").text)
    news = browser.find_element(By.ID, "news")
    check(True, f"a version arrives while the page is open: {news.text[:90]}")
    news.find_element(By.TAG_NAME, "a").click()
    wait.until(lambda b: "/compare/v1..v2" in b.current_url)
    words = browser.find_element(By.CSS_SELECTOR, ".article").get_attribute("innerHTML")
    check("<del>three</del><ins>four</ins>" in words, "and its comparison marks the number")

    saved_page(browser, base)

    browser.get(base + "/stories/bridge-closed/watch")
    browser.find_element(By.CSS_SELECTOR, "button[value=pause]").click()
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "button[value=resume]"))
    check("aused since" in browser.find_element(By.CSS_SELECTOR, ".summary").text, "a story is paused by its button")
    browser.find_element(By.CSS_SELECTOR, "button[value=resume]").click()
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "button[value=end]"))
    browser.find_element(By.CSS_SELECTOR, "button[value=end]").click()
    wait.until(lambda b: "nded since" in b.find_element(By.CSS_SELECTOR, ".summary").text)
    check(True, "it is watched again, and ended")
    axe(browser, "an ended story's watch")

    browser.get(base + "/settings")
    browser.find_element(By.CSS_SELECTOR, "details summary").click()
    browser.find_element(By.NAME, "address").send_keys(f"http://127.0.0.1:{SITE_PORT}/feed")
    browser.find_element(By.CSS_SELECTOR, "button[value=add]").click()
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "button[value=remove]"))
    axe(browser, "a list of feeds")
    # Where axe scrolled to, the page still glides.
    browser.get(base + "/settings")
    browser.find_element(By.CSS_SELECTOR, "button[value=remove]").click()
    wait.until(lambda b: b.find_elements(By.NAME, "keywords") and not b.find_elements(By.CSS_SELECTOR, "button[value=remove]"))
    check(True, "a feed comes on the list and goes off it")
    console(browser, "pausing, ending, feeds")

    browser.get(f"{base}/stories/{story}/compare/v1..v2")
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("n")
    first = browser.find_element(By.CSS_SELECTOR, ".change.now").get_attribute("id")
    body.send_keys("n")
    second = browser.find_element(By.CSS_SELECTOR, ".change.now").get_attribute("id")
    check(first == "c1" and second == "c2", "n steps through the changes")
    body.send_keys("]")
    wait.until(lambda b: "v2..v3" in b.current_url)
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("s")
    wait.until(lambda b: b.current_url.endswith("/side"))
    check(True, "] goes to the next versions, s to both texts side by side")
    console(browser, "stepping")

    browser.get(f"{base}/stories/{story}/compare/v1..v2")
    changes = browser.find_elements(By.CSS_SELECTOR, "ol.list > .change")
    browser.find_element(By.ID, "only-numbers").click()
    shown = [change for change in changes if change.is_displayed()]
    check(0 < len(shown) < len(changes), f"the filter shows {len(shown)} of {len(changes)} changes")

    browser.get(base + "/")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    wait.until(lambda b: "/search" in b.current_url)
    field = browser.find_element(By.NAME, "q")
    field.send_keys("gate at the dam" + Keys.ENTER)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".passage mark"))
    check(True, "a search finds the words")
    for query, least, most in [
        ('"gate at the dam"', 1, 99), ('"dam the at gate"', 0, 0), (f"gat* story:{story}", 1, 99), ("gate story:none", 0, 0),
        ('" OR ) NEAR(', 0, 0),
    ]:
        field = browser.find_element(By.NAME, "q")
        field.clear()
        field.send_keys(query + Keys.ENTER)
        wait.until(lambda b: b.find_element(By.NAME, "q").get_attribute("value") == query and "q=" in b.current_url)
        found = len(browser.find_elements(By.CSS_SELECTOR, ".passage"))
        check(least <= found <= most, f"{query} finds {found} passages")
    browser.get(f"{base}/search?q=gate")
    axe(browser, "what a search found")
    for size in SIZES:
        other = driver(size)
        other.get(f"{base}/search?q=gate+dam")
        shoot(other, "search-found", size)
        other.quit()

    browser.get(f"{base}/stories/{story}/quotes")
    browser.find_element(By.CSS_SELECTOR, ".saying blockquote a").click()
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "blockquote.big"))
    browser.find_element(By.CSS_SELECTOR, ".summary a").click()
    wait.until(lambda b: "/speakers/" in b.current_url)
    check(True, "a quote leads to its speaker")

    browser.get(base + "/changes")
    browser.find_element(By.CSS_SELECTOR, "a.judge").click()
    wait.until(lambda b: b.find_elements(By.NAME, "verdict"))
    browser.find_elements(By.NAME, "verdict")[1].click()
    browser.find_element(By.NAME, "by").send_keys("Ann")
    browser.find_element(By.CSS_SELECTOR, "form button").click()
    wait.until(lambda b: "/compare/" in b.current_url)
    browser.get(base + "/changes/dismissed")
    check(bool(browser.find_elements(By.CSS_SELECTOR, ".dismissed")), "a false alarm is kept among the dismissed")

    browser.get(f"{base}/stories/{story}/compare/v1..v2")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    check(len(base64.b64decode(printed["data"])) > 5000, "a comparison prints")
    console(browser, "the steps")
    browser.quit()


def saved_page(browser, base):
    """A saved page is seen, and neither runs nor loads nor sends anything."""
    browser.get(base + "/stories/bridge-closed/v1")
    browser.find_element(By.CSS_SELECTOR, "a[href$='/v1/page']").click()
    # The watch itself asks for the page only.
    Site.spied.clear()
    frame = WebDriverWait(browser, PATIENCE).until(lambda b: b.find_element(By.CSS_SELECTOR, "iframe.saved"))
    origin = frame.get_attribute("src").split("/")[2]
    check(origin != base.split("/")[2], f"a saved page is at another origin: {origin}")
    axe(browser, "a saved page's frame")
    shoot(browser, "saved", "desktop")
    address = frame.get_attribute("src")
    time.sleep(3)
    browser.switch_to.frame(frame)
    heading = browser.find_element(By.TAG_NAME, "h1")
    check("three lorries" in heading.text, "it is seen as it was saved")
    check("1, 2, 3" in heading.value_of_css_property("color"), "in the style it brought itself")
    ran = browser.find_element(By.TAG_NAME, "html").get_attribute("data-ran")
    check(ran is None, f"no script of it has run{'' if ran is None else ': ' + ran}")
    browser.switch_to.default_content()
    check(not Site.spied, f"nothing was loaded: {Site.spied}")
    # Opened by itself it is in the sandbox too.
    browser.get(address)
    time.sleep(3)
    ran = browser.find_element(By.TAG_NAME, "html").get_attribute("data-ran")
    check(ran is None and not Site.spied, f"nor when it is opened by itself: {Site.spied}")
    refused = urllib.request.Request(address.rsplit("-", 1)[0] + "-0")
    try:
        urllib.request.urlopen(refused, timeout=PATIENCE)
        check(False, "an address that the Desk did not make opens nothing")
    except urllib.error.HTTPError as error:
        check(error.code == 404, "an address that the Desk did not make opens nothing")
    # What the browser says it did not load is as it should be.
    browser.get_log("browser")


def without_script(base, story):
    """All pages work without scripts."""
    browser = driver("desktop")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(f"{base}/stories/{story}/compare/v1..v2")
    browser.find_element(By.ID, "only-numbers").click()
    shown = [c for c in browser.find_elements(By.CSS_SELECTOR, "ol.list > .change") if c.is_displayed()]
    check(bool(shown), "the filter works without scripts")
    browser.quit()


def published(program, archive, folder):
    """The site of files, opened from the disk."""
    told = subprocess.run([program, "publish", str(folder), "--archive", archive], capture_output=True, text=True)
    check(told.returncode == 0, "publish: " + (told.stdout + told.stderr).strip())
    browser = driver("desktop")
    seen, waiting, broken = set(), [folder / "index.html"], []
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        if not file.exists():
            broken.append(str(file))
            continue
        if file.suffix != ".html":
            continue
        for link in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', file.read_text()):
            waiting.append((file.parent / link).resolve())
    check(not broken, f"{len(seen)} files, every link leads to one" + "".join(f"\n      {b}" for b in broken[:5]))
    browser.get((folder / "index.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, ".stories h2 a").click()
    check("Timeline" in browser.page_source, "the site works from the disk")
    browser.quit()


def main():
    global SITE_PORT
    OUTPUT.mkdir(parents=True, exist_ok=True)
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    SITE_PORT = site.server_port
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as work:
        archive = f"{work}/archive"
        stories = sorted(path.name for path in SNAPSHOTS.iterdir() if path.is_dir())
        for story in stories:
            files = sorted(str(file) for file in (SNAPSHOTS / story).iterdir() if file.name[0].isdigit())
            subprocess.run([PROGRAM, "import", story, *files, "--archive", archive], check=True, stdout=subprocess.DEVNULL)
        # Walked before anything is added, so that screenshots show the same each time.
        for verb, work_on in [
            (["serve"], lambda base: (walk(base), without_script(base, stories[0]))),
            (["watch", "--serve", "--every", "1s", "--allow-address", "127.0.0.1"], lambda base: steps(base, stories[0])),
        ]:
            server = subprocess.Popen(
                [PROGRAM, *verb, "--port", "0", "--archive", archive], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
            try:
                for line in server.stderr:
                    if found := re.search(r"open (http://\S+)/", line):
                        break
                threading.Thread(target=lambda: [None for _ in server.stderr], daemon=True).start()
                work_on(found.group(1))
            finally:
                server.send_signal(signal.SIGTERM)
                try:
                    check(server.wait(PATIENCE) == 0, f"{' '.join(verb[:2])} ends when asked to")
                except subprocess.TimeoutExpired:
                    server.kill()
                    check(False, f"{' '.join(verb[:2])} ends when asked to")
        published(PROGRAM, archive, pathlib.Path(work).resolve() / "site")
    print(f"{len(failures)} faults; screenshots in {OUTPUT}")
    sys.exit(1 if failures else 0)


main()
