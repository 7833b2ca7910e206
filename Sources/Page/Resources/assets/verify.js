"use strict";
// "Verify in this browser": asks the service for nothing but what it publishes (checkpoint, tiles, entries), hashes it here,
// and shows each hash. Whoever distrusts the service's answers reads these, and not its word.
(() => {
  const form = document.querySelector("form[data-verify]");
  if (!form) return;
  const [verdict, steps] = ["verdict", "steps"].map((name) => document.querySelector(`[data-${name}]`));
  const { Tiles, leafHash, rootOfInclusion, rootsOfConsistency, checkpoint, isSigned, hex, same } = window.Merkle;
  const key = form.dataset.key;
  const keptUnder = `ledger-checkpoint ${key}`;

  /// What was published is not what it must be; anything else that goes wrong says nothing of the log.
  class Refuted extends Error {}

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const step = (title, isTrue, ...lines) => {
    const item = element("li");
    const word = isTrue === true ? "true" : isTrue === false ? "false" : isTrue === null ? "not checked" : "";
    if (word) item.append(element("strong", word, `mark ${word.replace(" ", "-")}`), " ");
    item.append(title);
    for (const [label, hash] of lines) {
      const line = element("div", undefined, "hash");
      line.append(element("span", label), " ", element("code", hash));
      item.append(line);
    }
    steps.append(item);
    return isTrue;
  };
  const require = (title, isTrue, ...lines) => {
    if (step(title, isTrue, ...lines) === false) throw new Refuted(title);
  };

  const fetched = async (path) => {
    // Never what the browser kept: a proof is of what is served now.
    const reply = await fetch(path, { cache: "no-store" });
    if (!reply.ok) throw new Error(`The service answers ${path} with status ${reply.status}.`);
    return reply;
  };
  const readCheckpoint = (text, whose) => {
    try {
      return checkpoint(text.replace(/\r\n/g, "\n").replace(/\s+$/, "\n"));
    } catch (error) {
      throw new Error(`${whose}: ${error.message}`);
    }
  };

  const checkSignature = async (note, whose) => {
    let isTrue;
    try {
      isTrue = await isSigned(note, key);
    } catch (error) {
      if (error.name !== "NotSupportedError") throw error;
      step(`Whether ${whose} is signed by the ledger's key: this browser has no Ed25519; openssl or ledger-replay has.`, null);
      return;
    }
    require(`${whose} is signed by the ledger's key.`, isTrue, ["key", key]);
  };

  const checkEntry = async (tiles, now, position) => {
    let found;
    try {
      found = await tiles.entry(position - 1);
    } catch (error) {
      if (/does not hold/.test(error.message)) throw new Refuted(error.message);
      throw error;
    }
    const leaf = await leafHash(found.entry);
    step(`The entry at position ${position}, ${found.entry.length} bytes of ${found.path}.`, undefined,
      ["leaf hash, SHA-256(00 ‖ entry)", hex(leaf)]);
    const path = await tiles.inclusionPath(position - 1);
    const way = [];
    const root = await rootOfInclusion(position - 1, now.size, leaf, path, (beside, side, hash) => {
      way.push([`with the hash on its ${side}`, hex(beside)], ["SHA-256(01 ‖ left ‖ right)", hex(hash)]);
    });
    if (way.length > 0) step(`Up the tree: ${path.length} hashes stand beside the way.`, undefined, ...way);
    require("The way from the entry ends at the root that the checkpoint states.", root !== null && same(root, now.root),
      ["reached", root === null ? "nothing" : hex(root)], ["stated", hex(now.root)]);
  };

  const checkContinues = async (tiles, now, before, whose) => {
    if (before.origin !== now.origin) throw new Error(`${whose} is of another log: ${before.origin}.`);
    const title = `The log of today begins with the ${before.size} events of ${whose}.`;
    if (before.size > now.size) {
      require(`The log has no fewer events than ${whose}: ${now.size} today, ${before.size} then.`, false);
    } else if (before.size === 0) {
      step(title, true);
    } else if (before.size === now.size) {
      require(title, same(before.root, now.root), ["root then", hex(before.root)], ["root today", hex(now.root)]);
    } else {
      const path = await tiles.consistencyPath(before.size);
      const roots = await rootsOfConsistency(before.size, now.size, before.root, path);
      require(title, roots !== null && same(roots.older, before.root) && same(roots.newer, now.root),
        ["root then, as the proof has it", roots === null ? "nothing" : hex(roots.older)],
        ["root then, as it was kept", hex(before.root)],
        ["root today, as the proof has it", roots === null ? "nothing" : hex(roots.newer)],
        ["root today, as it is signed", hex(now.root)]);
    }
  };

  const kept = () => localStorage.getItem(keptUnder);
  const keep = (note, now) => {
    const before = kept();
    if (before === null || checkpoint(before).size < now.size) localStorage.setItem(keptUnder, note);
  };

  const verify = async (position, earlier) => {
    const note = await (await fetched("/checkpoint")).text();
    const now = readCheckpoint(note, "The service's checkpoint");
    step(`The service's checkpoint states ${now.size} events.`, undefined, ["root", hex(now.root)]);
    await checkSignature(now, "The checkpoint");
    const tiles = new Tiles(now.size, async (path) => new Uint8Array(await (await fetched(path)).arrayBuffer()));
    if (position !== null) {
      if (position < 1 || position > now.size) {
        throw new Error(`There is no event at position ${position}: the checkpoint covers 1 to ${now.size}.`);
      }
      await checkEntry(tiles, now, position);
    }
    const known = kept();
    if (known !== null) {
      await checkContinues(tiles, now, checkpoint(known), "the checkpoint that this browser kept");
    }
    if (earlier !== "") {
      const before = readCheckpoint(earlier, "The earlier checkpoint");
      await checkSignature(before, "The earlier checkpoint");
      await checkContinues(tiles, now, before, "the earlier checkpoint");
    }
    keep(note, now);
    return position === null ? "the checkpoint is the ledger's, and continues what was kept."
      : `the event at position ${position} is in the log that is signed.`;
  };

  const say = (value, text) => {
    verdict.dataset.verdict = value;
    verdict.textContent = text;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [position, earlier] = [form.elements.position.value.trim(), form.elements.earlier.value.trim()];
    steps.replaceChildren();
    say("", "Checking …");
    try {
      if (!window.crypto?.subtle) {
        throw new Error("This browser hashes only on pages that come by https or from this machine.");
      }
      if (!/^([1-9][0-9]{0,15})?$/.test(position)) throw new Error("A position is a whole number from 1.");
      say("true", "True: " + (await verify(position === "" ? null : Number(position), earlier)));
    } catch (error) {
      if (error instanceof Refuted) say("false", `False. This does not hold: ${error.message}`);
      else say("unknown", `It could not be checked. ${error.message}`);
    }
  });

  const known = kept();
  const note = document.querySelector("[data-kept]");
  if (known !== null && note) note.textContent = `This browser keeps a checkpoint of ${checkpoint(known).size} events.`;
  form.hidden = false;
  if (form.dataset.now !== undefined) form.requestSubmit();
})();
