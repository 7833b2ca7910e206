"use strict";
// Sends a table as it is, follows how far its import is, and shows its plan when that is made.
(() => {
  const form = document.querySelector("form[data-import]");
  const said = document.querySelector("[data-import-state]");
  if (form) {
    form.hidden = false;
    const types = {
      csv: "text/csv", json: "application/json", ndjson: "application/x-ndjson",
      xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const [file, fields] = [form.elements.file.files[0], form.elements];
      if (!file) {
        said.textContent = "Choose a file first.";
        return;
      }
      const query = new URLSearchParams({ mapping: fields.mapping.value, "as-at": fields["as-at"].value, "file-name": file.name });
      const years = fields.years.value.split(/[\s,]+/).filter((year) => year !== "");
      if (fields.scope.value === "years") years.forEach((year) => query.append("scope", year));
      else query.append("scope", fields.scope.value);
      said.textContent = "Sending …";
      try {
        const reply = await fetch("/v1/imports?" + query, {
          method: "POST", body: file,
          headers: {
            "Content-Type": types[file.name.split(".").pop().toLowerCase()] ?? "application/octet-stream",
            Prefer: "respond-async",
          },
        });
        const answer = await reply.json();
        if (!reply.ok) throw new Error(answer.detail);
        location.assign("/enter/import/" + answer.plan);
      } catch (error) {
        said.textContent = `Nothing was imported. ${error.message}`;
      }
    });
  }

  const work = document.querySelector("[data-plan]");
  if (!work) return;
  const stream = new EventSource(`/v1/imports/${work.dataset.plan}/events`);
  stream.addEventListener("message", (message) => {
    const { stage, progress } = JSON.parse(message.data);
    if (stage !== "planning" && stage !== "importing") {
      stream.close();
      location.reload();
    } else if (progress) {
      said.textContent = `${progress.phase}: ${progress.done} of ${progress.total}`;
    }
  });
  stream.addEventListener("error", () => {
    // It has ended: what came of it is on the page.
    stream.close();
    location.reload();
  });
})();
