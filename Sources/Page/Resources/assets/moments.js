// Sliders beside the fields of the moment: one of the day, and one of the position where one log is shown. Moving one asks for this page at another moment and puts what it shows in
// the place of what is shown. Every question names a position of the log, so that its answer stays what it is: what was
// asked once is kept here, and not asked again.
(() => {
  "use strict";
  const form = document.querySelector("form.moment[data-first-day]");
  if (!form) return;
  const shown = document.getElementById("shown");
  const sentence = form.querySelector(".sentence");
  const dayField = form.querySelector("#known-by");
  const placeField = form.querySelector("#as-of, #at");
  const firstDay = Number(form.dataset.firstDay);
  const lastDay = Number(form.dataset.lastDay);
  const last = Number(form.dataset.last);
  // Of several logs there is no last position: they are read where they are shown.
  const isOneLog = form.dataset.last !== undefined;
  if (!shown || (isOneLog && last < 1)) return;

  const dayText = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
  const dayNumber = (text) => Math.floor(Date.parse(text + "T00:00:00Z") / 86400000);

  const slider = (id, text, low, high, value) => {
    const paragraph = document.createElement("p");
    paragraph.className = "slider";
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = text;
    const output = document.createElement("output");
    output.htmlFor.add(id);
    const input = document.createElement("input");
    Object.assign(input, { type: "range", id, min: String(low), max: String(high), step: "1" });
    input.value = String(value);
    paragraph.append(label, " ", output, input);
    form.append(paragraph);
    return { input, output };
  };

  const day = slider("slide-day", "What sources had said by the end of", firstDay, lastDay,
    dayField.value ? dayNumber(dayField.value) : lastDay);
  const place = isOneLog
    ? slider("slide-place", "What the ledger held after event", 1, last, Number(form.dataset.place)) : null;

  const say = () => {
    const isLastDay = Number(day.input.value) >= lastDay;
    day.output.textContent = isLastDay ? "any day" : dayText(Number(day.input.value));
    if (place) place.output.textContent = Number(place.input.value).toLocaleString("en") + " of " + last.toLocaleString("en");
    for (const part of [day, place].filter(Boolean)) part.input.setAttribute("aria-valuetext", part.output.textContent);
  };

  const address = () => {
    const query = new URLSearchParams();
    for (const kept of form.querySelectorAll("input[type=hidden]")) query.append(kept.name, kept.value);
    query.set(placeField.name, place ? place.input.value : form.dataset.place);
    if (Number(day.input.value) < lastDay) query.set("known-by", dayText(Number(day.input.value)));
    return form.getAttribute("action") + "?" + query;
  };

  const answers = new Map();
  const most = 200;
  let wanted = null;
  let running = false;

  const put = (page) => {
    // What is open stays open.
    const open = [...shown.querySelectorAll("details")].map((details) => details.open);
    shown.replaceChildren(...page.getElementById("shown").cloneNode(true).childNodes);
    shown.querySelectorAll("details").forEach((details, index) => { details.open = open[index] ?? false; });
    sentence.replaceChildren(...page.querySelector("form.moment .sentence").cloneNode(true).childNodes);
    const fresh = page.querySelector("form.moment");
    dayField.value = fresh.querySelector("#known-by").value;
    placeField.value = fresh.querySelector("#as-of, #at").value;
    document.dispatchEvent(new Event("shown"));
  };

  // One question at a time: while it is on its way, only the last of those that came meanwhile is remembered.
  const show = async () => {
    if (running) return;
    running = true;
    shown.setAttribute("aria-busy", "true");
    try {
      while (wanted) {
        const asked = wanted;
        wanted = null;
        let page = answers.get(asked);
        if (!page) {
          const reply = await fetch(asked, { headers: { Accept: "text/html" }, redirect: "error" });
          if (!reply.ok) throw new Error(String(reply.status));
          page = new DOMParser().parseFromString(await reply.text(), "text/html");
          if (answers.size >= most) answers.delete(answers.keys().next().value);
          answers.set(asked, page);
        }
        if (wanted) continue;
        put(page);
        history.replaceState(null, "", asked);
      }
    } catch {
      // The form itself still works, and says what is wrong.
      sentence.textContent = "The figures below are not of this moment: the service did not answer. Press Show.";
      wanted = null;
    } finally {
      running = false;
      shown.removeAttribute("aria-busy");
    }
  };

  for (const part of [day, place].filter(Boolean)) {
    part.input.addEventListener("input", () => {
      say();
      wanted = address();
      show();
    });
  }
  say();
})();
