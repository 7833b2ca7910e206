"use strict";
// Forms that write: what is typed is kept in this browser until it is recorded or discarded, and nothing is sent while the
// service does not answer. Without this script the forms do the same, but for that.
(() => {
  const prefix = "ledger-draft ";

  const done = document.querySelector("[data-draft-done]");
  if (done) localStorage.removeItem(prefix + done.dataset.draftDone);

  for (const form of document.querySelectorAll("form.entry")) {
    const note = form.querySelector("[data-connection]") ?? form.appendChild(document.createElement("p"));
    note.setAttribute("role", "status");
    let isReachable = false;
    form.addEventListener("submit", async (event) => {
      if (isReachable) return;
      event.preventDefault();
      note.textContent = "";
      try {
        const reply = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(8000) });
        if (!reply.ok) throw new Error();
        isReachable = true;
        form.requestSubmit(event.submitter);
      } catch {
        note.textContent = "The service does not answer: nothing was sent. What you typed is kept in this browser; "
          + "send it again when the connection is back.";
      } finally {
        isReachable = false;
      }
    });
  }

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const name = prefix + form.dataset.draft;
  const items = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const isTyped = ([field, value]) => value !== "" && !["key", "version", "part"].includes(field);
  // As the service sent it: of a record that is corrected, what it says.
  const untouched = JSON.stringify(items().filter(isTyped));

  const keep = () => {
    if (JSON.stringify(items().filter(isTyped)) === untouched) return;
    localStorage.setItem(name, JSON.stringify({ at: new Date().toISOString(), items: items() }));
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  /// The service shows the draft again, with all its rows: it is sent as the form would be.
  const goOn = (draft) => {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = form.getAttribute("action");
    for (const [field, value] of [...draft.items, ["step", "change"]]) {
      const input = document.createElement("input");
      [input.type, input.name, input.value] = ["hidden", field, value];
      sent.append(input);
    }
    document.body.append(sent);
    sent.submit();
  };

  const offer = (draft) => {
    const place = document.querySelector("[data-draft-note]");
    const button = (text, act) => {
      const made = document.createElement("button");
      [made.type, made.textContent] = ["button", text];
      made.addEventListener("click", act);
      return made;
    };
    const time = new Date(draft.at).toLocaleString();
    place.replaceChildren(`This browser keeps what you typed here, and did not record, on ${time}. `,
      button("Go on with it", () => goOn(draft)), " ",
      button("Discard it", () => {
        localStorage.removeItem(name);
        place.hidden = true;
      }));
    place.hidden = false;
  };
  const kept = localStorage.getItem(name);
  if (kept !== null && form.dataset.fresh !== undefined) offer(JSON.parse(kept));

  // A row more of a list, without asking the service for it.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.more");
    if (!button) return;
    event.preventDefault();
    const rows = button.parentElement.querySelectorAll(".row");
    const row = rows[0].cloneNode(true);
    const number = rows.length + 1;
    for (const label of row.querySelectorAll("label")) {
      label.textContent += ` ${number}`;
      label.htmlFor += `-${number}`;
    }
    for (const field of row.querySelectorAll("input, select, textarea")) {
      field.id += `-${number}`;
      field.value = "";
      field.removeAttribute("aria-invalid");
    }
    for (const said of row.querySelectorAll(".hint, .error, datalist")) said.remove();
    button.before(row);
    row.querySelector("input, select, textarea").focus();
  });

  const faults = document.querySelector("#faults");
  if (faults) faults.focus();
})();
