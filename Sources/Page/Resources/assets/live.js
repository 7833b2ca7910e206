"use strict";
// A page that shows what is known now goes on showing it: what others record comes by the service's stream of events, and the
// figures of the page are fetched again. Forms, maps and what the reader has open stay as they are.
(() => {
  const main = document.querySelector("main[data-live]");
  if (!main) return;
  const changing = ".totals, .facts, .table, .counted, .source, .small-plots, figure.plot, .moment .sentence, [data-changing]";
  const said = document.createElement("p");
  said.className = "live";
  said.setAttribute("role", "status");
  main.querySelector("h1").after(said);

  const parts = (document) => [...document.querySelectorAll("main")][0]?.querySelectorAll(changing) ?? [];

  /// Puts what is new in the place of what was shown; where the page is built otherwise by now, the reader is asked.
  const show = async () => {
    const reply = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!reply.ok) return;
    const now = new DOMParser().parseFromString(await reply.text(), "text/html");
    const [old, fresh] = [parts(document), parts(now)];
    const link = document.createElement("a");
    [link.href, link.textContent] = [location.href, "Load the page anew"];
    if (old.length !== fresh.length || document.title !== now.title) {
      said.append(" ", link, " to see it.");
      return;
    }
    // They keep what the reader has chosen, and the ends that they had.
    if (main.querySelector("input[type=range]")) said.append(" ", link, " to move its sliders that far.");
    old.forEach((part, index) => {
      const isOwn = part.contains(document.activeElement) && part.matches("form *, :has(form)");
      if (isOwn || part.outerHTML === fresh[index].outerHTML) return;
      part.replaceWith(document.importNode(fresh[index], true));
    });
  };

  let waiting;
  const heard = (text) => {
    said.textContent = text;
    clearTimeout(waiting);
    // Imports record many at once: they are shown when they have paused.
    waiting = setTimeout(show, 300);
  };

  let [stream, address, isFirst, count, wasAway] = [null, main.dataset.live, true, 0, false];
  const listen = () => {
    // A view's stream begins with the whole answer, which the page has.
    isFirst = true;
    if (wasAway) show();
    stream = new EventSource(address);
    stream.addEventListener("message", (message) => {
      const event = JSON.parse(message.data);
      if (event.position !== undefined && event.kind !== undefined) {
        address = address.replace(/after=\d+/, `after=${event.position}`);
        count += 1;
        const others = count > 1 ? `, the last of ${count} events since this page was opened` : "";
        heard(`Just now: ${event.kind}/${event.id} ${event.type}${others}.`);
      } else if (isFirst) {
        isFirst = false;
      } else {
        heard("The figures have just changed.");
      }
    });
  };
  // A browser has few connections to one service: a page that nobody sees gives its own back.
  const decide = () => {
    if (document.hidden) {
      stream?.close();
      [stream, wasAway] = [null, true];
    } else if (stream === null) {
      listen();
    }
  };
  document.addEventListener("visibilitychange", decide);
  decide();
})();
