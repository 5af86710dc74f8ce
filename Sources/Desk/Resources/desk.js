// Stepping by keys, lines between the two places of what moved, and news as they come. All pages work without it.
"use strict";

(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // n and p step through the changes that are shown, [ and ] through versions, s switches the view, / goes to search.
  let at = -1;
  const step = (by) => {
    const changes = all("ol.list > .change").filter((change) => change.offsetParent !== null);
    if (!changes.length) return;
    at = Math.min(Math.max(at + by, 0), changes.length - 1);
    all(".now").forEach((one) => one.classList.remove("now"));
    const change = changes[at];
    const link = change.querySelector(".head .margin a");
    const place = link && document.getElementById(link.hash.slice(1));
    for (const one of [change, place]) if (one) one.classList.add("now");
    if (change.scrollIntoView) change.scrollIntoView({ block: "nearest" });
    if (place) place.scrollIntoView({ block: "center" });
  };
  const go = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    switch (event.key) {
      case "n": step(1); break;
      case "p": step(-1); break;
      case "[": go("a[rel=prev]"); break;
      case "]": go("a[rel=next]"); break;
      case "s": go("#view"); break;
      case "/":
        event.preventDefault();
        if (document.getElementById("q")) document.getElementById("q").focus();
        else go('.top a[href$="/search"]');
        break;
      default: return;
    }
  });

  // The two places of a moved passage, joined by a line.
  const sides = document.querySelector(".sides");
  if (sides) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("aria-hidden", "true");
    sides.append(picture);
    const draw = () => {
      picture.replaceChildren();
      const frame = sides.getBoundingClientRect();
      for (const from of all(".sides .awaymark[data-to]")) {
        const row = document.getElementById(from.dataset.to);
        const to = row && row.querySelector(".movedmark");
        if (!to) continue;
        const [a, b] = [from.closest(".old").getBoundingClientRect(), to.closest(".new").getBoundingClientRect()];
        const [x, y, u, v] = [a.right + 4, a.top + a.height / 2, b.left - 4, b.top + b.height / 2];
        const line = document.createElementNS(space, "path");
        const middle = (x + u) / 2 - frame.left;
        line.setAttribute("d", `M${x - frame.left} ${y - frame.top}C${middle} ${y - frame.top} ${middle} ${v - frame.top} ${u - frame.left} ${v - frame.top}`);
        picture.append(line);
      }
    };
    draw();
    addEventListener("resize", draw);
    document.fonts.ready.then(draw);
  }

  // A version that comes while the page is open is told at its top.
  const news = document.getElementById("news");
  if (news && news.dataset.events && window.EventSource) {
    const source = new EventSource(news.dataset.events);
    source.addEventListener("version", (event) => {
      const told = JSON.parse(event.data);
      const link = document.createElement("a");
      link.href = told.compare || told.path;
      link.textContent = told.change || "first version";
      news.replaceChildren(`New: ${told.title}, v${told.version}: `, link);
    });
    addEventListener("pagehide", () => source.close());
  }
})();
